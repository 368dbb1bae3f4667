"""Sessions of curators: a cookie for the browser of somebody who showed a key once, which is not kept anywhere.

The cookie is sealed and holds nothing but the id of the key. A session is the key's: at every request the key is looked
up again, so that one that was revoked or has expired ends its sessions too. As a browser sends a cookie on its own
accord, whoever made it ask, a session counts for what curators do and for nothing else, and where something is
changed only for a page of this service (:func:`is_of_this_site`).
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from api.access.keys import KeyRecord
from api.access.scopes import Scope
from api.secrets import Seal

__all__ = ["COOKIE", "LASTS", "PURPOSE", "SAFE_METHODS", "Sessions", "is_of_this_site", "shown_session"]

COOKIE = "__Host-berichtwacht-session"
"""Name of the cookie. By its beginning a browser takes it only from this very host, over a connection that nobody
listens in to (to browsers this machine is one, also without TLS), for the whole host (RFC 6265bis)."""

LASTS = 8 * 3600
"""Seconds after which a curator signs in again: a working day."""

PURPOSE = "session"
"""What the seal of the cookies is made for."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

_ORIGINS = ("http://", "https://")


class Sessions:
    """Opens sessions, and knows whose they are.

    Parameters
    ----------
    seal
        What seals the cookies.
    named
        Returns the key of an id, ``None`` if there is none that may be used.
    """

    def __init__(self, seal: Seal, named: Callable[[str], KeyRecord | None]) -> None:
        self._seal = seal
        self._named = named

    def begin(self, key: KeyRecord) -> str:
        """Return the value of the cookie for who has shown ``key``."""
        return self._seal.close(key.id.encode()).decode()

    def find(self, cookie: str) -> KeyRecord | None:
        """Return whose session it is, ``None`` if it is none, is over, or its key may not be used for it any more."""
        identity = self._seal.open(cookie, seconds=LASTS)
        key = None if identity is None else self._named(identity.decode())
        return key if key is not None and Scope.CURATE in key.scopes else None


def shown_session(headers: Headers) -> str | None:
    """Return the session that a request shows, ``None`` if it shows none."""
    for header in headers.getlist("cookie"):
        if (found := cookie_parser(header).get(COOKIE)) is not None:
            return found
    return None


def is_of_this_site(headers: Headers) -> bool:
    """Return whether a page of this very service sent a request.

    Browsers say so in ``Sec-Fetch-Site``, which no page can set. One that does not say it names the page's origin.
    """
    said = headers.getlist("sec-fetch-site")
    if said:
        return said == ["same-origin"]
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    return len(hosts) == len(origins) == 1 and origins[0] in {f"{scheme}{hosts[0].lower()}" for scheme in _ORIGINS}
