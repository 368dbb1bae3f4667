"""What the corpus must hold at least. The numbers stand here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["QUOTAS", "Quota", "Quotas"]


@dataclass(frozen=True, slots=True)
class Quotas:
    """The least that a corpus must hold: numbers, and shares in [0, 1]."""

    messages: int = 8_000
    authors: int = 30
    clean: float = 0.45
    """Share of the messages."""
    look_alikes: float = 0.5
    """Share of the clean messages."""
    topic: int = 150
    """Messages of every topic."""
    entity: int = 200
    """Spans of every entity type."""
    foreign: float = 0.06
    """Share of the messages that are English or mixed."""
    test: int = 1_200
    """Messages of the test set."""


QUOTAS = Quotas()
"""The quotas of this corpus."""


@dataclass(frozen=True, slots=True)
class Quota:
    """One quota and what was found.

    Attributes
    ----------
    name
        What is counted.
    least
        The quota.
    found
        What the corpus holds; of a quota on each of several kinds, the least that it holds of one.
    short
        The kinds that fall short, with what there is of them.
    """

    name: str
    least: float
    found: float
    short: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of_each(cls, name: str, least: int, found: Mapping[str, int]) -> Quota:
        """Return a quota that each of several kinds must reach."""
        short = tuple(sorted((item for item in found.items() if item[1] < least), key=lambda item: item[1]))
        return cls(name, least, min(found.values(), default=0), short)

    @property
    def reached(self) -> bool:
        """Whether the corpus holds as much."""
        return self.found >= self.least

    def as_data(self) -> dict[str, Any]:
        """Return the quota as plain data."""
        return {
            "name": self.name,
            "least": self.least,
            "found": self.found,
            "reached": self.reached,
            "short": dict(self.short),
        }
