"""Paired bootstrap: how far the difference between two versions could lie from the one that was measured.

Both versions are measured on the same messages, so every resample draws messages and takes what both said of them
(Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993; for language processing Koehn, "Statistical
significance tests for machine translation evaluation", EMNLP 2004). Intervals are percentiles.

Messages of one author are alike, so whole authors are drawn (Field and Welsh, "Bootstrapping clustered data", Journal
of the Royal Statistical Society B 69, 2007), but only where there are :data:`FEWEST_AUTHORS` or more: with a handful of
them such intervals are too narrow (Cameron, Gelbach and Miller, "Bootstrap-based improvements for inference with
clustered errors", Review of Economics and Statistics 90, 2008). With fewer authors messages are drawn, and an interval
speaks of other messages by these authors, not of other authors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["FEWEST_AUTHORS", "RESAMPLES", "SEED", "Resampling", "drawn_units", "interval", "resampling"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

FEWEST_AUTHORS = 20
"""From so many authors on, authors are drawn instead of messages."""

RESAMPLES = 2_000
SEED = 20261128

_LOWEST, _HIGHEST = 2.5, 97.5
"""Percentiles of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How messages are drawn again.

    ``members`` says, for every message, which unit it belongs to; ``weights``, of shape (1 + resamples, units), how
    often every unit was drawn. The first row is the sample itself: every unit once. ``unit`` is ``author`` or
    ``message``.
    """

    unit: str
    members: IntArray
    weights: FloatArray

    def sums(self, columns: FloatArray) -> FloatArray:
        """Return the sum of every column over the messages as they are, and over every resample.

        Parameters
        ----------
        columns
            An array of shape (messages, columns).
        """
        by_unit = np.zeros((self.weights.shape[1], columns.shape[1]))
        np.add.at(by_unit, self.members, columns)
        return self.weights @ by_unit


def resampling(authors: Sequence[str], *, resamples: int = RESAMPLES, seed: int = SEED) -> Resampling:
    """Draw the resamples of messages whose authors are given; the same authors and seed give the same ones."""
    unit, members = drawn_units(authors)
    count = int(members.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return Resampling(unit, members, np.vstack([np.ones(count), drawn]))


def drawn_units(authors: Sequence[str]) -> tuple[str, IntArray]:
    """Return what is drawn, ``author`` or ``message``, and the number of the unit that every message belongs to."""
    known, members = np.unique(np.asarray(authors), return_inverse=True)
    if len(known) >= FEWEST_AUTHORS:
        return "author", members.astype(np.intp)
    return "message", np.arange(len(authors), dtype=np.intp)


def interval(values: FloatArray) -> tuple[float, float] | None:
    """Return the 95 % interval of resampled values; one that is not a number, for want of cases, says nothing."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, (_LOWEST, _HIGHEST))
    return float(low), float(high)
