"""What is asked and how the answer is read, without asking it: both clients share this.

A :class:`Call` is one question. :func:`answer` turns an HTTP response into the record that it should hold, or raises
the error that it means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from berichtwacht_client.assessments import Assessment, FeedbackReceived, Policy, Problem
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS, Draft, Feedback, draft_of
from berichtwacht_client.errors import (
    BerichtwachtError,
    Busy,
    InvalidAnswer,
    InvalidRequest,
    Refused,
    Unreachable,
)
from berichtwacht_client.nodes import Node, parse
from berichtwacht_client.reading import (
    PROBLEM_TYPES,
    read_assessment,
    read_batch,
    read_feedback_received,
    read_policy,
    read_problem,
)

__all__ = ["MAX_ANSWER_BYTES", "POLICY", "Batch", "Call", "Results", "answer", "assessment", "batches", "feedback"]

MAX_ANSWER_BYTES = 1024 * 1024
"""Largest answer that is read."""

MAX_BATCH_ANSWER_BYTES = 16 * MAX_ANSWER_BYTES
"""Largest answer to a batch that is read."""

MAX_BATCH_DRAFTS = 100
MAX_BATCH_BYTES = 1024 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One question.

    Parameters
    ----------
    method, path, body
        The HTTP request; the path is below the address of the service.
    success
        The status of the answer that is wanted.
    largest
        Bytes of the answer after which it is cut off.
    read
        Reads the answer, and raises :class:`InvalidAnswer` if it is not right.
    """

    method: str
    path: str
    body: bytes = field(repr=False)
    read: Callable[[Node], T] = field(repr=False)
    success: int = HTTPStatus.OK
    largest: int = MAX_ANSWER_BYTES


POLICY: Call[Policy] = Call("GET", "/v1/policy", b"", read_policy)
"""The guideline in force."""


def assessment(draft: Draft) -> Call[Assessment]:
    """Ask about one draft.

    Raises
    ------
    InvalidRequest
        If it is too long or no valid Unicode.
    """
    return Call("POST", "/v1/assessments", _draft_body(draft), lambda node: read_assessment(node, draft.text))


def feedback(given: Feedback) -> Call[FeedbackReceived]:
    """Say what was done with an assessment.

    Raises
    ------
    InvalidRequest
        If a text is no valid Unicode.
    """
    levels = given.levels
    data = {
        "assessment": given.assessment,
        "action": given.action,
        "reason": given.reason,
        "comment": given.comment,
        "right": given.right,
        "levels": levels
        and {"personal": levels.personal, "decision": levels.decision, "confidential": levels.confidential},
        "text": given.text,
        "language": given.language,
    }
    return Call("POST", "/v1/feedback", _encode(data), read_feedback_received, HTTPStatus.CREATED)


Results = list[Assessment | Problem]

Batch = Call[Results] | Results
"""A question about many drafts, or the answer to one that cannot be asked."""


def batches(drafts: Iterable[str | Draft]) -> Iterator[Batch]:
    """Yield the questions about many drafts, each as large as the service takes, and read the drafts as it goes.

    A draft that cannot be sent is answered here, by a list with its problem in its place.

    Raises
    ------
    TypeError
        If ``drafts`` is one text or draft.
    """
    if isinstance(drafts, (str, Draft)):
        raise TypeError("drafts: must be several texts or drafts, not one")
    bodies: list[bytes] = []
    texts: list[str] = []
    size = 0
    for item in drafts:
        draft = draft_of(item)
        try:
            body = _draft_body(draft)
        except InvalidRequest as wrong:
            problem = wrong.problem
        else:
            problem = _problem(413, "body-too-large", "The body is too large") if len(body) > _ROOM else None
        if texts and (problem or len(texts) == MAX_BATCH_DRAFTS or size + len(body) + 1 > _ROOM):
            yield _batch(bodies, texts)
            bodies, texts, size = [], [], 0
        if problem:
            yield [problem]
        else:
            bodies.append(body)
            texts.append(draft.text)
            size += len(body) + 1
    if texts:
        yield _batch(bodies, texts)


_FRAME = b'{"drafts":[%b]}'
_ROOM = MAX_BATCH_BYTES - len(_FRAME)


def _batch(bodies: list[bytes], texts: list[str]) -> Call[Results]:
    body = _FRAME % b",".join(bodies)
    return Call(
        "POST", "/v1/assessment-batches", body, lambda node: read_batch(node, texts), largest=MAX_BATCH_ANSWER_BYTES
    )


def _draft_body(draft: Draft) -> bytes:
    if len(draft.text) > MAX_DRAFT_CHARACTERS:
        raise _invalid(f"text: is longer than {MAX_DRAFT_CHARACTERS} characters")
    context = draft.context
    return _encode(
        {
            "text": draft.text,
            "context": {
                "channel": context.channel,
                "crisis": context.crisis,
                "sender": context.sender and {"role": context.sender},
                "recipients": [{"role": role} for role in context.recipients],
                "history": [{"text": text} for text in context.history],
            },
            "language": draft.language,
            "redact": draft.redact,
        }
    )


def _encode(data: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # it holds the whole text: it must not be the cause of ours
        pass
    raise _invalid("a text is not valid Unicode: it holds half of a surrogate pair")


def _invalid(detail: str) -> InvalidRequest:
    problem = _problem(400, "invalid-input", "A field of the request is not right", detail)
    return InvalidRequest(f"the request was not sent: {detail}", problem=problem)


def _problem(status: int, slug: str, title: str, detail: str = "") -> Problem:
    return Problem(PROBLEM_TYPES + slug, title, status, detail or title)


# --- what comes back ---------------------------------------------------------------------------------


def answer(call: Call[T], status: int, headers: Mapping[str, str], body: bytes) -> T:
    """Return what the service answers to ``call``.

    Raises
    ------
    Busy, Refused, InvalidRequest, Unreachable
        If the answer is a problem.
    InvalidAnswer
        If it is something else than an answer to this call.
    """
    if status != call.success:
        raise _failure(status, headers, body)
    if _media_type(headers) != "application/json":
        raise InvalidAnswer("the answer is not JSON", status=status)
    return call.read(parse(body))


def _failure(status: int, headers: Mapping[str, str], body: bytes) -> BerichtwachtError:
    problem = read_problem(body, status) if _media_type(headers) == "application/problem+json" else None
    said = f"{status}, {problem.type}" if problem else str(status)
    wait = _retry_after(headers.get("retry-after", ""), datetime.now(UTC))
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return Busy(f"the service is busy ({said})", status=status, problem=problem, retry_after=wait)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Refused(f"the service refuses this credential ({said})", status=status, problem=problem)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return InvalidRequest(f"the service does not take this request ({said})", status=status, problem=problem)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unreachable(f"the service failed ({said})", status=status, problem=problem, retry_after=wait)
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        return InvalidAnswer(f"the service sends us elsewhere ({status}); redirects are not followed", status=status)
    return InvalidAnswer(f"the answer has another status than expected ({status})", status=status)


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


def _retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that ``Retry-After`` asks for: a number, or a moment (RFC 9110)."""
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
