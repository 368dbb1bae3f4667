"""The messages that changed side: on which another version says another level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from classifier.records import Assessment, Category, Level
from classifier.training.corpus import Message

__all__ = ["Change", "Side", "changes"]


class Side(StrEnum):
    """What a change is, by the label."""

    WORSE = "worse"
    NEITHER = "neither"
    """As far from the label as before, on its other side."""
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Change:
    """A message of which the candidate says another level in a category than the current version.

    ``before`` is what the current version says, ``after`` what the candidate says; ``None`` is not checked.
    """

    id: str
    text: str = field(repr=False)
    category: Category
    truth: Level
    before: Level | None
    after: Level | None

    @property
    def side(self) -> Side:
        """Whether the level came nearer to the label, or went further from it."""
        further = self._distance(self.after) - self._distance(self.before)
        return Side.WORSE if further > 0 else Side.BETTER if further < 0 else Side.NEITHER

    def _distance(self, level: Level | None) -> int:
        said = Level.NONE if level is None else level
        return abs(said.rank - self.truth.rank)


def changes(
    messages: Sequence[Message], candidate: Sequence[Assessment], current: Sequence[Assessment]
) -> tuple[Change, ...]:
    """Return every change, what became worse first, then in the order of the categories and of the ids."""
    found = (
        change
        for message, after, before in zip(messages, candidate, current, strict=True)
        for change in _changes(message, after, before)
    )
    sides, categories = list(Side), list(Category)
    return tuple(sorted(found, key=lambda item: (sides.index(item.side), categories.index(item.category), item.id)))


def _changes(message: Message, after: Assessment, before: Assessment) -> Iterator[Change]:
    for category in Category:
        old, new = before.categories[category].level, after.categories[category].level
        if old is not new:
            yield Change(message.id, message.text, category, message.level(category), old, new)
