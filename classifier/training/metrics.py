"""Counting what a classifier gets right and wrong, dangerous and annoying errors apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from classifier.records import Assessment, Category, Level, Topic
from classifier.training.corpus import Message

__all__ = [
    "Confusion",
    "Rate",
    "Tally",
    "category_tally",
    "confusion",
    "entity_tallies",
    "highest_level",
    "messages_overall",
    "must_warn",
    "topic_tallies",
    "topic_tally",
]

Z = 1.959963984540054
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases, with its 95 % Wilson interval."""

    hits: int
    cases: int

    @property
    def value(self) -> float:
        """The share; not a number when there are no cases."""
        return self.hits / self.cases if self.cases else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval."""
        if not self.cases:
            return 0.0, 1.0
        share, n = self.value, self.cases
        centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, missed (dangerous) and invented (annoying) cases."""

    right: int
    missed: int
    invented: int

    @property
    def precision(self) -> Rate:
        """Share of what was reported that is right."""
        return Rate(self.right, self.right + self.invented)

    @property
    def recall(self) -> Rate:
        """Share of what is there that was reported."""
        return Rate(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.invented
        return 2 * self.right / total if total else float("nan")


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each true level was answered by each level; ``None`` is a category that was not checked."""

    counts: Mapping[tuple[Level, Level | None], int]

    def rate(self, truth: Level, said: Level | None) -> Rate:
        """Return the share of the messages that truly are ``truth`` for which ``said`` was said."""
        row = sum(count for (level, _), count in self.counts.items() if level is truth)
        return Rate(self.counts.get((truth, said), 0), row)

    @property
    def answers(self) -> tuple[Level | None, ...]:
        """The answers there can be: the levels, and ``None`` when a message was not checked."""
        unchecked = any(said is None and count for (_, said), count in self.counts.items())
        return (*Level, None) if unchecked else tuple(Level)


def category_tally(messages: Sequence[Message], assessments: Sequence[Assessment], category: Category) -> Tally:
    """Count ``warn`` against the rest in ``category``."""
    pairs = [
        (message.level(category) is Level.WARN, assessment.categories[category].level is Level.WARN)
        for message, assessment in zip(messages, assessments, strict=True)
    ]
    return _tally(pairs)


def confusion(messages: Sequence[Message], assessments: Sequence[Assessment], category: Category) -> Confusion:
    """Count the true level in ``category`` against the level that was said."""
    pairs = Counter(
        (message.level(category), assessment.categories[category].level)
        for message, assessment in zip(messages, assessments, strict=True)
    )
    return Confusion(dict(pairs))


def topic_tallies(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[Topic, Tally]:
    """Count every topic over all messages, also one that never occurs."""
    said = [{item.topic for item in assessment.topics} for assessment in assessments]
    return {
        topic: _tally((topic in message.topics, topic in found) for message, found in zip(messages, said, strict=True))
        for topic in Topic
    }


def topic_tally(messages: Sequence[Message], assessments: Sequence[Assessment]) -> Tally:
    """Count topics over all messages (micro average)."""
    tallies = topic_tallies(messages, assessments).values()
    return Tally(
        right=sum(tally.right for tally in tallies),
        missed=sum(tally.missed for tally in tallies),
        invented=sum(tally.invented for tally in tallies),
    )


def entity_tallies(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[str, Tally]:
    """Count entities per label; one that overlaps a true one of the same label counts as right."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for message, assessment in zip(messages, assessments, strict=True):
        said = [(item.entity, item.start, item.end) for item in assessment.findings if item.entity is not None]
        there = [(span.label, span.start, span.end) for span in message.entities]
        for span in there:
            (right if _overlaps(span, said) else missed)[span[0]] += 1
        for found in said:
            invented[found[0]] += not _overlaps(found, there)
    labels = sorted(right.keys() | missed.keys() | invented.keys())
    return {label: Tally(right[label], missed[label], invented[label]) for label in labels}


def messages_overall(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[str, Rate]:
    """Return the rates that a writer feels.

    ``must_warn_and_does``: of the messages that must warn in any category, those that do in any.
    ``clean_that_warns`` and ``clean_that_shows``: of the clean ones, those that warn, or get anything at all.
    """
    warns = [highest_level(assessment) is Level.WARN for assessment in assessments]
    shows = [highest_level(assessment) is not Level.NONE for assessment in assessments]
    must = [must_warn(message) for message in messages]
    clean = [message.clean for message in messages]
    return {
        "must_warn_and_does": _rate(warns, must),
        "clean_that_warns": _rate(warns, clean),
        "clean_that_shows": _rate(shows, clean),
    }


def must_warn(message: Message) -> bool:
    """Whether the message is ``warn`` in any category."""
    return any(message.level(category) is Level.WARN for category in Category)


def highest_level(assessment: Assessment) -> Level:
    """Return the highest level of any category that was checked."""
    levels = [item.level for item in assessment.categories.values() if item.level is not None]
    return max(levels, key=lambda level: level.rank, default=Level.NONE)


def _rate(hits: Sequence[bool], among: Sequence[bool]) -> Rate:
    return Rate(sum(hit and case for hit, case in zip(hits, among, strict=True)), sum(among))


def _overlaps(span: tuple[str, int, int], others: Iterable[tuple[str, int, int]]) -> bool:
    label, start, end = span
    return any(label == other and start < until and begin < end for other, begin, until in others)


def _tally(pairs: Iterable[tuple[bool, bool]]) -> Tally:
    counts = Counter(pairs)
    return Tally(right=counts[True, True], missed=counts[True, False], invented=counts[False, True])
