"""Whether an answer is right, and if not, how it is not."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import httpx

from tests.soak.drafts import Answer, Question, Situation

__all__ = ["GOOD", "Judge", "Judged", "Outcome", "judge_assessment", "judge_problem", "judged"]

_ASK_AGAIN = frozenset({429, 503})


class Outcome(StrEnum):
    """What came of a request."""

    RIGHT = "right"
    DEGRADED = "degraded"
    """Right for a service without its model, which it said."""
    PROBLEM = "problem"
    """A problem document that says when to ask again."""
    CUT = "cut"
    """No answer: the connection was cut or refused, or the client waited too long."""
    UNSENT = "unsent"
    """Not asked: too many requests were under way already."""
    WRONG = "wrong"


GOOD = frozenset({Outcome.RIGHT})


class Judged(NamedTuple):
    """What came of a request, what is wrong with the answer, and which models and policies gave it."""

    outcome: Outcome
    why: str = ""
    situations: frozenset[Situation] = frozenset()


Judge = Callable[[httpx.Response], Judged]
"""Says what came of an answer, and what is wrong with it."""


def judged(response: httpx.Response, judge: Judge) -> Judged:
    """Judge an answer; one that cannot be read as what it should be is wrong."""
    try:
        return judge(response)
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        return Judged(Outcome.WRONG, f"{response.status_code} that cannot be read: {type(problem).__name__}")


def judge_assessment(data: Mapping[str, Any], question: Question) -> Judged:
    """Judge an assessment; say what is wrong without the draft."""
    try:
        answer = Answer.read(data)
        situation = Situation(data["model_version"], data["policy_version"])
    except (KeyError, TypeError) as problem:
        return Judged(Outcome.WRONG, f"no assessment: {type(problem).__name__}")
    if answer.verdict == "none" and None in answer.levels:
        return Judged(Outcome.WRONG, "an all-clear for what was not checked")
    expected = question.answers.get(situation)
    if expected is None:
        return Judged(Outcome.WRONG, f"an unknown model or policy: {situation}")
    if answer != expected:
        return Judged(Outcome.WRONG, f"{answer} instead of {expected}")
    outcome = Outcome.DEGRADED if answer.degraded else Outcome.RIGHT
    return Judged(outcome, situations=frozenset({situation}))


def judge_problem(response: httpx.Response) -> Judged:
    """Judge an answer that is no success: only a problem document with a time to ask again will do."""
    status = response.status_code
    if response.headers.get("content-type") != "application/problem+json":
        return Judged(Outcome.WRONG, f"{status} without a problem document")
    if status not in _ASK_AGAIN:
        return Judged(Outcome.WRONG, f"{status} {response.json().get('detail')}")
    if not response.headers.get("retry-after", "").isdigit():
        return Judged(Outcome.WRONG, f"{status} without Retry-After")
    return Judged(Outcome.PROBLEM)
