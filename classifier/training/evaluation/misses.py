"""The worst errors to read: what was missed most surely, and what was cried out most surely for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from classifier.records import Assessment, Category, Level
from classifier.training.corpus import Message

__all__ = ["Miss", "worst_false_alarms", "worst_misses"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A message that was judged wrongly: the category, its score, and what was said instead of the truth."""

    id: str
    text: str = field(repr=False)
    category: Category
    score: float
    truth: Level
    said: Level


def worst_misses(messages: Sequence[Message], assessments: Sequence[Assessment], *, most: int) -> list[Miss]:
    """Return messages that must warn in a category and do not, those with the lowest score there first."""
    missed = (
        miss
        for message, assessment in zip(messages, assessments, strict=True)
        for miss in _scored(message, assessment)
        if miss.truth is Level.WARN and miss.said is not Level.WARN
    )
    return sorted(missed, key=lambda miss: (miss.score, miss.id, miss.category))[:most]


def worst_false_alarms(messages: Sequence[Message], assessments: Sequence[Assessment], *, most: int) -> list[Miss]:
    """Return clean messages that get a hint or a warning, those with the highest score in any category first."""
    alarms = []
    for message, assessment in zip(messages, assessments, strict=True):
        said = [miss for miss in _scored(message, assessment) if miss.said is not Level.NONE]
        if message.clean and said:
            alarms.append(max(said, key=lambda miss: (miss.said.rank, miss.score)))
    return sorted(alarms, key=lambda miss: (-miss.score, miss.id))[:most]


def _scored(message: Message, assessment: Assessment) -> Iterator[Miss]:
    """Yield what was said of the message in every category that was checked."""
    for category, said in assessment.categories.items():
        if said.level is not None and said.score is not None:
            yield Miss(message.id, message.text, category, said.score, message.level(category), said.level)
