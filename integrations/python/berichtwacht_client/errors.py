"""What can go wrong, as one tree.

::

    BerichtwachtError          there is no assessment; ``kind`` says why in one word
    ├── Unreachable            no connection, a broken one, or the service failed (5xx)
    ├── Late                   the deadline of the call passed
    ├── Busy                   too much to do, or asked too often (503, 429); ``retry_after``
    ├── Refused                the credential is missing, wrong or not enough (401, 403)
    ├── InvalidRequest         the service does not take the request (other 4xx); ``problem``
    └── InvalidAnswer          what came back cannot be trusted: no JSON, too large, of another shape …

No message, no attribute and no ``repr`` of these holds draft text or a credential. None has a cause: the errors of
the libraries below hold the request with both.
"""

from __future__ import annotations

from typing import ClassVar

from berichtwacht_client.assessments import Problem
from berichtwacht_client.vocabulary import FailureKind

__all__ = ["BerichtwachtError", "Busy", "InvalidAnswer", "InvalidRequest", "Late", "Refused", "Unreachable"]


class BerichtwachtError(Exception):
    """There is no answer to trust.

    Parameters
    ----------
    message
        What went wrong.
    status
        HTTP status of the answer, when there was one.
    problem
        What the service said of it, when it did.
    retry_after
        Seconds after which the service wants to be asked again, when it said so.
    """

    kind: ClassVar[FailureKind]

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        problem: Problem | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem
        self.retry_after = retry_after


class Unreachable(BerichtwachtError):
    """There is no connection, it broke, or the service failed."""

    kind = FailureKind.UNREACHABLE


class Late(BerichtwachtError):
    """The deadline of the call passed."""

    kind = FailureKind.LATE


class Busy(BerichtwachtError):
    """The service has too much to do, or this caller asks too often."""

    kind = FailureKind.BUSY


class Refused(BerichtwachtError):
    """The credential is missing, wrong, or does not allow this."""

    kind = FailureKind.REFUSED


class InvalidRequest(BerichtwachtError):
    """The service does not take the request."""

    kind = FailureKind.INVALID_REQUEST


class InvalidAnswer(BerichtwachtError):
    """What came back cannot be trusted."""

    kind = FailureKind.INVALID_ANSWER
