"""The last line: whatever goes wrong behind it becomes a problem, and is logged without its message."""

from __future__ import annotations

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answer import Answer
from api.problems import Problem, ProblemType
from api.telemetry import log_failure

__all__ = ["Boundary", "HeadAsGet", "internal_error"]


def internal_error(problem: Exception) -> Problem:
    """Log an exception that nobody expected, and return what to answer with: nothing of it."""
    log_failure(problem)
    return Problem(ProblemType.INTERNAL_ERROR, "This is not your fault. Try again later.")


class Boundary:
    """Answers 500 where an exception would otherwise reach the server, which would log its message."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer it with a problem when that fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = Answer(send)
        try:
            await self.app(scope, receive, answer.send)
        except (ClientDisconnect, ConnectionAbortedError):
            return
        except Exception as problem:  # noqa: BLE001
            unexpected = internal_error(problem)
            if not answer.status:
                await unexpected.response()(scope, receive, send)


class HeadAsGet:
    """Answers HEAD as GET without the body (RFC 9110, section 9.3.2); who counts requests still sees HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as GET when it is HEAD."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner: Scope = {**scope, "method": "GET"}
        try:
            await self.app(inner, receive, without_body)
        finally:
            if "route" in inner:
                scope["route"] = inner["route"]
