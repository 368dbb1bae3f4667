"""What a caller is told who is not let in: ``application/problem+json`` (RFC 9457), without a word of the request."""

from __future__ import annotations

import json
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

__all__ = ["NO_STORE", "Problem", "answer_problems"]

NO_STORE = {"Cache-Control": "no-store"}


class Problem(Exception):
    """A refusal.

    Parameters
    ----------
    status
        The HTTP status.
    reason
        Name of the reason in logs and counts; the caller does not get it.
    detail
        What the caller is told.
    field
        The field of the activity that is wrong.
    headers
        Further headers.
    """

    def __init__(
        self, status: HTTPStatus, reason: str, detail: str, *, field: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.detail = detail
        self.field = field
        self.headers = headers or {}

    def response(self) -> Response:
        """Return the HTTP response."""
        document = {"title": self.status.phrase, "status": self.status.value, "detail": self.detail}
        if self.field:
            document["field"] = self.field
        headers = NO_STORE | self.headers
        return Response(json.dumps(document), self.status, headers=headers, media_type="application/problem+json")


def answer_problems(app: FastAPI) -> None:
    """Make ``app`` say in the same way that it has no such address or method."""

    @app.exception_handler(HTTPException)
    async def answer(_: Request, problem: HTTPException) -> Response:
        status = HTTPStatus(problem.status_code)
        return Problem(status, "http", f"{status.phrase}.", headers=dict(problem.headers or {})).response()
