"""Whether a score is the probability that it claims to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.records import Assessment, Category, CategoryScore, Level
from classifier.training.corpus import Message
from classifier.training.metrics import Rate

__all__ = ["BINS", "Bin", "Calibration", "calibration", "category_calibrations"]

BINS = 10
"""Bins of equal count that scores are sorted into."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages with scores next to each other: their mean score, and the share for which it is true."""

    score: float
    rate: Rate


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins, from low scores to high."""

    bins: tuple[Bin, ...]

    @property
    def error(self) -> float:
        """Expected calibration error: the mean distance between score and share; not a number without bins."""
        cases = sum(item.rate.cases for item in self.bins)
        if not cases:
            return float("nan")
        return sum(abs(item.score - item.rate.value) * item.rate.cases for item in self.bins) / cases


def calibration(scores: Sequence[float], truth: Sequence[bool], *, bins: int = BINS) -> Calibration:
    """Sort scores into ``bins`` of equal count (to within one), and compare each with what is true.

    Equal scores stay in the order in which they come.
    """
    values, hits = np.asarray(scores, dtype=float), np.asarray(truth, dtype=bool)
    if values.shape != hits.shape:
        raise ValueError("every score needs its truth")
    order = np.argsort(values, kind="stable")
    return Calibration(
        tuple(
            Bin(float(values[part].mean()), Rate(int(hits[part].sum()), len(part)))
            for part in np.array_split(order, bins)
            if len(part)
        )
    )


def category_calibrations(
    messages: Sequence[Message],
    assessments: Sequence[Assessment],
    scores: Sequence[Mapping[Category, CategoryScore]] | None,
) -> dict[Category, dict[Level, Calibration]]:
    """Return, per category, the calibration of ``warn``, and of ``notice`` when ``scores`` are given.

    An assessment shows the score of ``warn`` only. Messages that were not checked are left out.
    """
    found: dict[Category, dict[Level, Calibration]] = {}
    for category in Category:
        shown = [
            (assessment.categories[category].score, message.level(category) is Level.WARN)
            for message, assessment in zip(messages, assessments, strict=True)
        ]
        checked = [(score, true) for score, true in shown if score is not None]
        found[category] = {Level.WARN: calibration([score for score, _ in checked], [true for _, true in checked])}
        if scores is not None:
            truth = [message.level(category) is not Level.NONE for message in messages]
            found[category][Level.NOTICE] = calibration([score[category].notice for score in scores], truth)
    return found
