"""Choosing thresholds: what a miss costs against a false alarm decides, on the development set.

A threshold is a choice of values, not of statistics. It is made here, in the open, and the result stands in the
policy file, where a municipality can make another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from classifier.normalise import normalise
from classifier.pipeline import Classifier
from classifier.records import Category, CategoryScore, Draft, Level
from classifier.training.corpus import Message

__all__ = ["COSTS", "Choice", "Cost", "choose_threshold", "choose_thresholds", "left_by", "scores_of"]

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
"""A missed warning weighs more than a false one, though not much: what cries wolf is switched off and warns nobody.
Numbers and secrets, whose loss is a data breach, warn by rule and do not depend on it."""


HARDLY_MORE = 0.05
"""Share by which the cost of a threshold may be above the least, and still count as the same."""


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
    """Return, per category, the thresholds of ``notice`` and ``warn``; see :func:`choose_threshold`.

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
        warned = choose_threshold(warn, levels >= Level.WARN.rank, cost.warn)
        noticed = choose_threshold(notice, levels >= Level.NOTICE.rank, cost.notice)
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


def choose_threshold(scores: FloatArray, truth: BoolArray, cost: float) -> Choice:
    """Return the threshold that theory names, or the nearest one to it that costs hardly more than the cheapest.

    Of calibrated scores a warning is worth its cost from 1 / (1 + cost) on. A few hundred messages cannot tell a
    threshold from its neighbours, and the cheapest one alone would jump with every retraining: they only move it away
    from theory as far as theory would cost more than 5 % above the least (:data:`HARDLY_MORE`).
    """
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], truth[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    caught = np.concatenate([[0], np.cumsum(hits)[ends]])
    reported = np.concatenate([[0], ends + 1])
    total = cost * (hits.sum() - caught) + reported - caught
    dear = np.flatnonzero(total > total.min() * (1.0 + HARDLY_MORE))
    best = int(np.argmin(total))
    first = int(dear[dear < best].max(initial=-1)) + 1
    last = int(dear[dear > best].min(initial=len(total))) - 1
    (_, highest), (lowest, _) = _around(ranked, reported, first), _around(ranked, reported, last)
    threshold = 1.0 / (1.0 + cost)
    if threshold >= highest:
        threshold = fmean(_around(ranked, reported, first))
    elif threshold <= lowest:
        threshold = fmean(_around(ranked, reported, last))
    return left_by(scores, truth, threshold)


def _around(ranked: FloatArray, reported: npt.NDArray[np.intp], place: int) -> tuple[float, float]:
    """Return the scores between which the thresholds lie that report so many."""
    below = 0.0 if place == len(reported) - 1 else float(ranked[reported[place]])
    above = 1.0 if place == 0 else float(ranked[reported[place] - 1])
    return below, above
