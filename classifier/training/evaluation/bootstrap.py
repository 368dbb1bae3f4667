"""Paired bootstrap: how far the difference between two versions could lie from the one that was measured.

Both versions are measured on the same messages, so every resample draws messages and takes what both said of them
(Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993; for language processing Koehn, "Statistical
significance tests for machine translation evaluation", EMNLP 2004). Intervals are percentiles.

Messages of one author are alike, so whole authors are drawn (Field and Welsh, "Bootstrapping clustered data", Journal
of the Royal Statistical Society B 69, 2007). With a handful of authors such intervals are too narrow (Cameron,
Gelbach and Miller, "Bootstrap-based improvements for inference with clustered errors", Review of Economics and
Statistics 90, 2008), and those of single messages are when authors differ. So with fewer than :data:`FEWEST_AUTHORS`
both are drawn, and the wider interval counts: never surer than either. Simulated with five authors of 56 messages, of
which 3 % change for the better and 3 % for the worse, such an interval holds the truth in 94 of 100 samples when
authors do not differ, in 93 and 89 when their rates differ with a standard deviation of two and four points; of
messages alone it is 93, 90 and 83.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["FEWEST_AUTHORS", "RESAMPLES", "SEED", "Resampling", "interval", "resamplings"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

FEWEST_AUTHORS = 20
"""From so many authors on, only whole authors are drawn."""

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


def resamplings(authors: Sequence[str], *, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Resampling, ...]:
    """Draw messages whose authors are given, in one way or in two; the same authors and seed give the same draws."""
    known, members = np.unique(np.asarray(authors), return_inverse=True)
    by_author = Resampling("author", members.astype(np.intp), _weights(len(known), resamples, seed))
    if len(known) >= FEWEST_AUTHORS:
        return (by_author,)
    messages = np.arange(len(authors), dtype=np.intp)
    by_message = Resampling("message", messages, _weights(len(authors), resamples, seed))
    return (by_message, by_author) if 1 < len(known) < len(authors) else (by_message,)


def _weights(units: int, resamples: int, seed: int) -> FloatArray:
    drawn = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=resamples)
    return np.vstack([np.ones(units), drawn])


def interval(*draws: FloatArray) -> tuple[float, float] | None:
    """Return the 95 % interval of resampled values, the widest of several ways to draw.

    A value that is not a number, for want of cases, says nothing.
    """
    known = [values[~np.isnan(values)] for values in draws]
    ends = [np.percentile(values, (_LOWEST, _HIGHEST)) for values in known if len(values)]
    if not ends:
        return None
    return min(float(low) for low, _ in ends), max(float(high) for _, high in ends)
