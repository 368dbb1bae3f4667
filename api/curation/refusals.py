"""Why something cannot be done with a text now, as problems to answer with; they never say who has it."""

from __future__ import annotations

from api.problems import Problem, ProblemType
from api.store.curation import Refusal, Refused

__all__ = ["problem_of", "unreadable"]

_PROBLEMS = {
    Refusal.GONE: (ProblemType.NOT_FOUND, "There is no such text: it was forgotten, or never kept."),
    Refusal.TAKEN: (ProblemType.ITEM_TAKEN, "Another curator has it."),
    Refusal.SETTLED: (ProblemType.ITEM_LABELLED, "It is settled."),
    Refusal.OWN: (ProblemType.ITEM_LABELLED, "You labelled it; another curator has to label it too."),
    Refusal.CHANGED: (
        ProblemType.ITEM_CHANGED,
        "The writer or another curator changed it since it was opened. Open it again.",
    ),
    Refusal.NOT_LAST: (ProblemType.NOT_UNDONE, "What was said of it last is not yours."),
}


def problem_of(refused: Refused) -> Problem:
    """Return the problem of what the store refused."""
    kind, detail = _PROBLEMS[refused.reason]
    if refused.until is not None:
        detail = f"Another curator has it until {refused.until:%Y-%m-%dT%H:%M:%SZ}."
    return Problem(kind, detail)


def unreadable() -> Problem:
    """Return the problem of a text that was sealed with a key that is no longer set."""
    return Problem(ProblemType.NOT_FOUND, "The text cannot be opened with the secret keys that are set now.")
