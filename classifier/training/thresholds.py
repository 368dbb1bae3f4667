"""Choosing thresholds: what a miss costs against a false alarm decides, on the development set.

A threshold is a choice of values, not of statistics. It is made here, in the open, and the result stands in the
policy file, where a municipality can make another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.normalise import normalise
from classifier.pipeline import Classifier
from classifier.records import Category, CategoryScore, Draft, Level
from classifier.training.corpus import Message

__all__ = ["COSTS", "Choice", "Cost", "cheapest", "choose_thresholds", "left_by", "scores_of"]

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cost:
    """How many false alarms weigh as much as one miss."""

    warn: float
    notice: float


COSTS: Mapping[Category, Cost] = {
    Category.PERSONAL: Cost(warn=1.5, notice=1.0),
    Category.DECISION: Cost(warn=1.5, notice=1.0),
    Category.CONFIDENTIAL: Cost(warn=1.5, notice=1.0),
}
"""A missed warning can be a data breach, a false alarm costs a glance; a missed hint costs as much as one too many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold in [0, 1], and the misses and false alarms that it leaves on the messages that it was chosen on."""

    threshold: float
    misses: int
    false_alarms: int


def choose_thresholds(
    scores: Sequence[Mapping[Category, CategoryScore]],
    messages: Sequence[Message],
    costs: Mapping[Category, Cost] = COSTS,
) -> dict[Category, dict[Level, Choice]]:
    """Return, per category, the cheapest thresholds of ``notice`` and ``warn``.

    Parameters
    ----------
    scores
        The scores of every message; see :func:`scores_of`.
    messages
        The messages, with their true levels.
    costs
        What a miss costs, in false alarms.
    """
    chosen = {}
    for category, cost in costs.items():
        levels = np.array([message.level(category).rank for message in messages])
        warn = np.array([score[category].warn for score in scores])
        notice = np.array([score[category].notice for score in scores])
        warned = cheapest(warn, levels >= Level.WARN.rank, cost.warn)
        noticed = cheapest(notice, levels >= Level.NOTICE.rank, cost.notice)
        if noticed.threshold > warned.threshold:  # else a rising score could jump from none to a warning
            noticed = left_by(notice, levels >= Level.NOTICE.rank, warned.threshold)
        chosen[category] = {Level.NOTICE: noticed, Level.WARN: warned}
    return chosen


def scores_of(classifier: Classifier, messages: Sequence[Message]) -> list[Mapping[Category, CategoryScore]]:
    """Return the scores of every message, before any threshold.

    Raises
    ------
    ValueError
        If the classifier cannot score: its model is missing.
    """
    found: list[Mapping[Category, CategoryScore]] = []
    for message in messages:
        recognised = classifier.engine.recognise(normalise(Draft(text=message.text)))
        categories = classifier.scorer.score(recognised).message.categories
        present = {category: score for category, score in categories.items() if score is not None}
        if len(present) < len(Category):
            raise ValueError("thresholds cannot be chosen without a model")
        found.append(present)
    return found


def left_by(scores: FloatArray, truth: BoolArray, threshold: float) -> Choice:
    """Return a threshold with what it leaves."""
    reported = scores >= threshold
    return Choice(threshold, int((truth & ~reported).sum()), int((reported & ~truth).sum()))


def as_policy(chosen: Mapping[Category, Mapping[Level, Choice]]) -> str:
    """Return thresholds as a policy file has them, with the misses and false alarms that they leave."""
    lines = ["thresholds:"]
    for category, levels in chosen.items():
        pair = ", ".join(f"{level.value}: {levels[level].threshold:.3f}" for level in (Level.NOTICE, Level.WARN))
        warn = levels[Level.WARN]
        left = f"{warn.misses} warnings missed, {warn.false_alarms} false"
        lines.append(f"  {category.value}: {{{pair}}}  # {left}")
    return "\n".join(lines)


def cheapest(scores: FloatArray, truth: BoolArray, cost: float) -> Choice:
    """Return the threshold with the lowest cost, in the middle of the gap between the scores around it.

    Of several that cost the same, the lowest: it misses least.
    """
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], truth[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    caught = np.concatenate([[0], np.cumsum(hits)[ends]])
    reported = np.concatenate([[0], ends + 1])
    misses, false_alarms = hits.sum() - caught, reported - caught
    total = cost * misses + false_alarms
    best = len(total) - 1 - int(np.argmin(total[::-1]))
    above = 1.0 if best == 0 else float(ranked[reported[best] - 1])
    below = 0.0 if best == len(total) - 1 else float(ranked[reported[best]])
    return Choice((above + below) / 2, int(misses[best]), int(false_alarms[best]))
