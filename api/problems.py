"""Every error that the service answers with, in one shape: ``application/problem+json`` (RFC 9457).

Problems name fields and reasons, never what stood in them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.store import StoreUnavailable
from api.telemetry import log_failure
from classifier.errors import InvalidDraft

__all__ = [
    "CODES",
    "MEDIA_TYPE",
    "RETRY_AFTER",
    "FieldError",
    "Problem",
    "ProblemType",
    "draft_problem",
    "field_errors",
    "handle_problems",
    "not_found",
]

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER = "5"
"""Seconds after which it is worth asking again when the store is away."""

_URN = "urn:problem-type:berichtwacht:"


class ProblemType(Enum):
    """The kinds of problem; the value is its name, its HTTP status and its title."""

    INVALID_INPUT = ("invalid-input", 400, "A field of the request is not right")
    MALFORMED_BODY = ("malformed-body", 400, "The body cannot be read")
    NOT_AUTHENTICATED = ("not-authenticated", 401, "Show who is asking")
    NOT_ALLOWED = ("not-allowed", 403, "This credential does not allow this")
    REMOTE_NOT_ALLOWED = ("remote-not-allowed", 403, "Only this machine may ask")
    NOT_FOUND = ("not-found", 404, "There is nothing here")
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, "This method is not possible here")
    ITEM_TAKEN = ("item-taken", 409, "Another curator has this message")
    ITEM_LABELLED = ("item-labelled", 409, "This message needs no label of yours")
    ITEM_CHANGED = ("item-changed", 409, "This message is no longer as it was opened")
    NOT_UNDONE = ("not-undone", 409, "This review cannot be taken back")
    BODY_TOO_LARGE = ("body-too-large", 413, "The body is too large")
    UNSUPPORTED_MEDIA_TYPE = ("unsupported-media-type", 415, "The body is not JSON in UTF-8")
    HOST_NOT_ALLOWED = ("host-not-allowed", 421, "This service does not answer for this host")
    REQUEST_TIMEOUT = ("request-timeout", 408, "The request came too slowly")
    TOO_MANY_REQUESTS = ("too-many-requests", 429, "This caller asks too often")
    INTERNAL_ERROR = ("internal-error", 500, "Something went wrong in the service")
    OVERLOADED = ("overloaded", 503, "The service has too much to do")
    NOT_READY = ("not-ready", 503, "The service cannot assess messages now")
    STORE_UNAVAILABLE = ("store-unavailable", 503, "Nothing can be kept now")

    def __init__(self, slug: str, status: int, title: str) -> None:
        self.slug = slug
        self.status = status
        self.title = title

    @property
    def uri(self) -> str:
        """The ``type`` of the problem; ``docs/problems.md`` describes each."""
        return _URN + self.slug


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a body.

    Parameters
    ----------
    place
        Keys and indices on the way to the field; empty for the body as a whole.
    code
        Stable name of what is wrong.
    detail
        The same in words.
    """

    place: tuple[str | int, ...]
    code: str
    detail: str

    @property
    def pointer(self) -> str:
        """The field as a JSON pointer (RFC 6901)."""
        return "".join(f"/{part}" for part in self.place)

    @property
    def field(self) -> str:
        """The field as one would write it: ``context.history[2].text``."""
        dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.place)
        return dotted.lstrip(".") or "body"


class Problem(HTTPException):
    """An error to answer with.

    Parameters
    ----------
    kind
        The kind of problem.
    detail
        What is wrong this time, in words that hold nothing of the request's content.
    errors
        The fields that are wrong.
    headers
        Further headers of the response.
    within
        Where the fields stand: ``body`` or ``query``.
    """

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        within: str = "body",
    ) -> None:
        super().__init__(kind.status, detail, dict(headers or {}))
        self.kind = kind
        self.within = within
        self.errors = tuple(errors)

    @classmethod
    def invalid(cls, errors: Sequence[FieldError], *, within: str = "body") -> Problem:
        """Return the problem of a body, or a query, with wrong fields."""
        first = errors[0]
        return cls(ProblemType.INVALID_INPUT, f"{first.field}: {first.detail}", errors=errors, within=within)

    def as_data(self) -> dict[str, Any]:
        """Return the members of the problem document."""
        data: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.errors:
            data["errors"] = [
                {"in": self.within, "location": {"pointer": error.pointer}, "code": error.code, "detail": error.detail}
                for error in self.errors
            ]
        return data

    def response(self) -> Response:
        """Return the HTTP response."""
        content = json.dumps(self.as_data(), ensure_ascii=False)
        return Response(content, self.kind.status, headers=self.headers, media_type=MEDIA_TYPE)


_MOST_ERRORS = 20

CODES: Mapping[str, tuple[str, str]] = {
    "missing": ("required", "is required"),
    "string_type": ("type", "must be a string"),
    "string_unicode": ("unicode", "is not valid Unicode"),
    "string_sub_type": ("type", "must be a string"),
    "bool_type": ("type", "must be true or false"),
    "model_type": ("type", "must be an object"),
    "model_attributes_type": ("type", "must be an object"),
    "dict_type": ("type", "must be an object"),
    "list_type": ("type", "must be a list"),
    "tuple_type": ("type", "must be a list"),
    "extra_forbidden": ("unknown", "holds a field that does not exist"),
    "string_too_long": ("length", "is longer than {max_length} characters"),
    "too_long": ("length", "holds more than {max_length} items"),
    "too_short": ("length", "holds fewer than {min_length} items"),
    "enum": ("choice", "must be one of {expected}"),
    "int_parsing": ("type", "must be a whole number"),
    "greater_than_equal": ("range", "must be at least {ge}"),
    "less_than_equal": ("range", "must be at most {le}"),
}
"""What pydantic can find wrong: our stable code for it, and the words."""


def field_errors(errors: Sequence[Mapping[str, Any]], *, within: tuple[str | int, ...] = ()) -> list[FieldError]:
    """Return what pydantic found, without a word of what it found it in.

    Parameters
    ----------
    errors
        The errors, as pydantic lists them.
    within
        The place of what was validated.
    """
    found = []
    for error in errors[:_MOST_ERRORS]:
        place = (*within, *error["loc"])
        if error["type"] == "extra_forbidden":
            place = place[:-1]  # the name of an unknown field is content too
        code, detail = CODES.get(error["type"], ("invalid", "is not right"))
        found.append(FieldError(place, code, detail.format_map(error.get("ctx") or {})))
    return list(dict.fromkeys(found))


def not_found() -> Problem:
    """Return the problem of an address that is none."""
    return Problem(ProblemType.NOT_FOUND, "No resource has this address; paths start with /v1, without a slash.")


def _place(field: str) -> tuple[str | int, ...]:
    """Return ``context.history[2].text`` as keys and indices."""
    parts = re.findall(r"[^.\[\]]+", field)
    return tuple(int(part) if part.isdigit() else part for part in parts)


def _from_http(problem: HTTPException) -> Problem:
    if isinstance(problem, Problem):
        return problem
    if problem.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (problem.headers or {}).get("Allow", "")
        return Problem(ProblemType.METHOD_NOT_ALLOWED, f"Possible here: {allowed}.", headers=problem.headers)
    if problem.status_code == HTTPStatus.NOT_FOUND:
        return not_found()
    if HTTPStatus.BAD_REQUEST <= problem.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(ProblemType.MALFORMED_BODY, "The request cannot be read.")
    return Problem(ProblemType.INTERNAL_ERROR, "The service could not answer.")


def handle_problems(app: FastAPI) -> None:
    """Make ``app`` answer every error that it raises on purpose with a problem."""

    @app.exception_handler(HTTPException)
    async def http_problem(_: Request, problem: HTTPException) -> Response:
        return _from_http(problem).response()

    @app.exception_handler(RequestValidationError)
    async def invalid_request(_: Request, problem: RequestValidationError) -> Response:
        errors = [{**error, "loc": tuple(error["loc"])[1:]} for error in problem.errors()]
        within = "query" if problem.errors()[0]["loc"][0] == "query" else "body"
        return Problem.invalid(field_errors(errors), within=within).response()

    @app.exception_handler(StoreUnavailable)
    async def store_unavailable(_: Request, problem: StoreUnavailable) -> Response:
        log_failure(problem)
        detail = "The store is away, and this may not have been kept. Send it again; it counts once."
        return Problem(ProblemType.STORE_UNAVAILABLE, detail, headers={"Retry-After": RETRY_AFTER}).response()

    @app.exception_handler(InvalidDraft)
    async def invalid_draft(_: Request, problem: InvalidDraft) -> Response:
        return draft_problem(problem).response()


def draft_problem(problem: InvalidDraft, *, within: tuple[str | int, ...] = ()) -> Problem:
    """Return the problem of a draft that the library refuses."""
    return Problem.invalid([FieldError((*within, *_place(problem.field)), "invalid", problem.reason)])
