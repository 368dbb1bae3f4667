"""How much a request may send, whether or not it says so beforehand."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, ProblemType

__all__ = ["BodyLimit", "CloseUnread"]


class BodyLimit:
    """Reads every body before the application sees the request, and answers 413 to one that is too large.

    What is sent to a path whose bodies are not to be read stays unread.

    Parameters
    ----------
    app
        The application behind it.
    limit
        Most bytes of a body.
    limits
        Other limits for some paths.
    seconds
        Seconds in which a body must come.
    unread
        Paths that are answered without a look at what was sent.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int,
        limits: Mapping[str, int],
        seconds: float,
        unread: Collection[str] = (),
    ) -> None:
        self.app = app
        self.limit = limit
        self.limits = dict(limits)
        self.unread = frozenset(unread)
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its whole body, or answer it with a problem."""
        if scope["type"] != "http" or scope["path"] in self.unread:
            await self.app(scope, receive, send)
            return
        limit = self.limits.get(scope["path"], self.limit)
        try:
            async with asyncio.timeout(self.seconds):
                body = None if _announced(scope) > limit else await _read(receive, limit)
        except TimeoutError:
            detail = f"The body must come within {self.seconds:g} s."
            problem = Problem(ProblemType.REQUEST_TIMEOUT, detail, headers={"Connection": "close"})
            await problem.response()(scope, receive, send)
            return
        if body is None:
            problem = Problem(
                ProblemType.BODY_TOO_LARGE, f"At most {limit} bytes fit here.", headers={"Connection": "close"}
            )
            await problem.response()(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)


class CloseUnread:
    """Closes the connection after an answer to a request whose body nobody read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; say 'Connection: close' where its body was left unread."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        is_read = False

        async def reading() -> Message:
            nonlocal is_read
            message = await receive()
            is_read = is_read or not message.get("more_body", False)
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_read:
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self.app(scope, reading, sending)


def _has_body(scope: Scope) -> bool:
    return _announced(scope) > 0 or "transfer-encoding" in Headers(scope=scope)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


async def _read(receive: Receive, limit: int) -> bytes | None:
    """Return the whole body, or ``None`` as soon as it is larger than ``limit``."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
