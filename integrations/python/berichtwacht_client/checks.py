"""What is left when the service is away: the numbers that can be found by rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from berichtwacht_client.errors import BerichtwachtError
from berichtwacht_client.local_rules import LocalFinding, find_numbers
from berichtwacht_client.vocabulary import FailureKind, Verdict

__all__ = ["Unchecked", "unchecked"]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The draft was not assessed; only numbers were looked for, by the local rules.

    It is no all-clear, also when ``numbers`` is empty: names, facts about persons, decisions and confidential matter
    were not looked for at all.

    Parameters
    ----------
    reason
        Why there is no assessment.
    numbers
        The numbers and addresses that the local rules found.
    error
        What went wrong, to write down; ``None`` when nothing was asked. It holds nothing of the draft.
    """

    reason: FailureKind
    numbers: tuple[LocalFinding, ...]
    error: BerichtwachtError | None = field(default=None, compare=False)

    @property
    def verdict(self) -> Verdict:
        """Always ``unchecked``, so that it can be asked of every result of a check."""
        return Verdict.UNCHECKED

    @property
    def is_clear(self) -> bool:
        """Never."""
        return False


def unchecked(text: str, reason: FailureKind, error: BerichtwachtError | None = None) -> Unchecked:
    """Look for numbers in ``text``, and say that nothing else was done."""
    return Unchecked(reason, find_numbers(text), error)
