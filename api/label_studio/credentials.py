"""Label Studio shows a user and a password (Basic, RFC 7617) and nothing else: the password is an API key."""

from __future__ import annotations

import base64
import binascii

from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.keys import parse
from api.label_studio.paths import PATHS

__all__ = ["BasicAsBearer"]

_NAME = b"authorization"
_BASIC = b"basic "
_LONGEST = 1024  # bytes of a header; a key in it takes a tenth


class BasicAsBearer:
    """Hands the gate an API key that stands in the password of Basic credentials as the bearer credential that it is.

    Only on the paths of Label Studio. The gate judges the key as anywhere; the user's name is not looked at. Whatever
    is no key is left as it was, and refused there.

    Parameters
    ----------
    app
        The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["path"] in PATHS:
            scope["headers"] = [(name, _bearer(value) if name == _NAME else value) for name, value in scope["headers"]]
        await self.app(scope, receive, send)


def _bearer(value: bytes) -> bytes:
    if value[: len(_BASIC)].lower() != _BASIC or len(value) > _LONGEST:
        return value
    try:
        pair = base64.b64decode(value[len(_BASIC) :], validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return value
    password = pair.partition(":")[2]
    return value if parse(password) is None else b"Bearer " + password.encode()
