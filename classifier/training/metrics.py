"""Counting what a classifier gets right and wrong, dangerous and annoying errors apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from classifier.records import Assessment, Category, Level
from classifier.training.corpus import Message

__all__ = ["Rate", "Tally", "category_tally", "entity_tallies", "messages_overall", "topic_tally"]

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


def category_tally(messages: Sequence[Message], assessments: Sequence[Assessment], category: Category) -> Tally:
    """Count ``warn`` against the rest in ``category``."""
    pairs = [
        (message.level(category) is Level.WARN, assessment.categories[category].level is Level.WARN)
        for message, assessment in zip(messages, assessments, strict=True)
    ]
    return _tally(pairs)


def topic_tally(messages: Sequence[Message], assessments: Sequence[Assessment]) -> Tally:
    """Count topics over all messages (micro average)."""
    right = missed = invented = 0
    for message, assessment in zip(messages, assessments, strict=True):
        there, said = set(message.topics), {item.topic for item in assessment.topics}
        right, missed, invented = right + len(there & said), missed + len(there - said), invented + len(said - there)
    return Tally(right, missed, invented)


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
    warns = [_highest(assessment) is Level.WARN for assessment in assessments]
    shows = [_highest(assessment) is not Level.NONE for assessment in assessments]
    must = [any(message.level(category) is Level.WARN for category in Category) for message in messages]
    clean = [message.clean for message in messages]
    return {
        "must_warn_and_does": _rate(warns, must),
        "clean_that_warns": _rate(warns, clean),
        "clean_that_shows": _rate(shows, clean),
    }


def _highest(assessment: Assessment) -> Level:
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
