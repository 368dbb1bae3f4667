"""Whether the words that are shown as reasons are the reasons: without them the score must fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.records import Assessment, Category, Draft, Level
from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor
from classifier.training.metrics import Rate

__all__ = ["Reasons", "category_reasons", "shown_words", "total_reasons", "without"]

_SPACES = re.compile(" {2,}")

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons of what was said to be ``notice`` or ``warn``.

    ``shown`` is the share that shows words at all; ``falls``, of those, the share whose score falls when the words
    are left out. ``falls`` is ``None`` when that was not measured.
    """

    shown: Rate
    falls: Rate | None


def category_reasons(
    assessor: Assessor,
    messages: Sequence[Message],
    assessments: Sequence[Assessment],
    category: Category,
    *,
    leave_out: bool = True,
) -> Reasons:
    """Measure the reasons of one category.

    Parameters
    ----------
    assessor
        What is measured.
    messages, assessments
        The messages and what was said of each.
    category
        The category.
    leave_out
        Whether to assess again without the words.
    """
    said = shown = falls = 0
    for message, assessment in zip(messages, assessments, strict=True):
        if assessment.categories[category].level in (None, Level.NONE):
            continue
        said += 1
        spans = shown_words(message.text, assessment, category)
        if spans:
            shown += 1
            falls += leave_out and _falls(assessor, message.text, assessment, category, spans)
    return Reasons(Rate(shown, said), Rate(falls, shown) if leave_out else None)


def total_reasons(reasons: Iterable[Reasons]) -> Reasons:
    """Return the reasons of several categories as one."""
    reasons = tuple(reasons)
    falls = [item.falls for item in reasons if item.falls is not None]
    return Reasons(_total(item.shown for item in reasons), _total(falls) if len(falls) == len(reasons) else None)


def shown_words(text: str, assessment: Assessment, category: Category) -> Spans:
    """Return the spans of the findings of ``category`` that show more than white space."""
    return [
        (item.start, item.end)
        for item in assessment.findings
        if item.category is category and text[item.start : item.end].strip()
    ]


def without(text: str, spans: Spans) -> str:
    """Return ``text`` without the spans, which may overlap, and with runs of spaces squeezed."""
    gone = {index for start, end in spans for index in range(start, end)}
    left = "".join(letter for index, letter in enumerate(text) if index not in gone)
    return _SPACES.sub(" ", left).strip()


def _falls(assessor: Assessor, text: str, assessment: Assessment, category: Category, spans: Spans) -> bool:
    """Whether the score falls without the words; one that cannot be compared does not."""
    before = assessment.categories[category].score
    after = assessor.assess(Draft(text=without(text, spans))).categories[category].score
    return before is not None and after is not None and after < before


def _total(rates: Iterable[Rate]) -> Rate:
    rates = tuple(rates)
    return Rate(sum(rate.hits for rate in rates), sum(rate.cases for rate in rates))
