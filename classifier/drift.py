"""Whether scores are spread as they were: two histograms compared, without a text in sight.

The population stability index (PSI) is the sum over all bins of (current - reference) · ln(current / reference), of
shares: the symmetric Kullback-Leibler divergence. That below 0.1 little has changed and from 0.25 on much has is a
rule of thumb of credit scoring: N. Siddiqi, Credit Risk Scorecards (Wiley, 2006). It knows no sample size, and few
scores are spread unevenly by chance alone. When nothing has changed, PSI is about chi-square distributed with one
degree of freedom less than there are bins, times 1/n + 1/m of the two counts: B. Yurdakul, Statistical Properties of
the Population Stability Index (Western Michigan University, 2018). So only what exceeds both is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = ["BINS", "LEAST_SCORES", "MUCH", "SOME", "Change", "Drift", "bin_of", "drift", "histogram"]

BINS = 20
"""Bins of a histogram of scores, each 0.05 wide; the last one holds 1 as well."""

SOME, MUCH = 0.1, 0.25
"""PSI from which on some, and much, has changed."""

LEAST_SCORES = 200
"""Scores that both histograms need before anything is said."""

_LEAST_SHARE = 0.05  # of the reference, in a bin that is compared
_SURE = NormalDist().inv_cdf(0.999)
_ADDED = 0.5  # to every count, so that an empty bin has a logarithm

Counts = NDArray[np.float64]


class Change(StrEnum):
    """How much has changed; ``unknown`` when there are too few scores to say."""

    UNKNOWN = "unknown"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


@dataclass(frozen=True, slots=True)
class Drift:
    """How far one histogram is from another.

    Attributes
    ----------
    change
        What the numbers come to.
    psi
        Population stability index, 0 when the shares are the same.
    by_chance
        What one PSI in a thousand exceeds when nothing has changed.
    jensen_shannon
        Jensen-Shannon divergence in bits: 0 for the same shares, 1 where no score of one is in a bin of the other.
    """

    change: Change
    psi: float
    by_chance: float
    jensen_shannon: float


def bin_of(score: float) -> int:
    """Return the bin of a score in [0, 1].

    Raises
    ------
    ValueError
        If it is no such number.
    """
    if not 0.0 <= score <= 1.0:
        raise ValueError("a score is a number from 0 to 1")
    return min(int(score * BINS), BINS - 1)


def histogram(scores: Iterable[float]) -> tuple[int, ...]:
    """Count scores per bin."""
    counts = [0] * BINS
    for score in scores:
        counts[bin_of(score)] += 1
    return tuple(counts)


def drift(reference: Sequence[int], current: Sequence[int]) -> Drift | None:
    """Compare two histograms; ``None`` when one of them holds nothing.

    For the PSI neighbouring bins are taken together until each holds a twentieth of the reference: of bins that are
    nearly empty it says more about chance than about change.

    Raises
    ------
    ValueError
        If they have no bins, not the same number of them, or a count is no count.
    """
    before, now = _counts(reference), _counts(current)
    if before.shape != now.shape:
        raise ValueError("the histograms have different bins")
    if not before.sum() or not now.sum():
        return None
    divergence = _jensen_shannon(before, now)
    starts = _starts(before)
    before, now = np.add.reduceat(before, starts), np.add.reduceat(now, starts)
    psi, by_chance = _psi(before, now), _by_chance(before, now)
    return Drift(_change(before, now, psi, by_chance), psi, by_chance, divergence)


def _counts(values: Sequence[int]) -> Counts:
    counts = np.asarray(values, dtype=np.float64)
    if counts.ndim != 1 or not counts.size or not all(isfinite(value) and value >= 0 for value in counts):
        raise ValueError("a histogram is a list of counts")
    return counts


def _starts(reference: Counts) -> list[int]:
    """Return where every joined bin begins; what is left at the end belongs to the last one."""
    least = _LEAST_SHARE * reference.sum()
    starts, held = [0], 0.0
    for index, count in enumerate(reference):
        if held >= least:
            starts.append(index)
            held = 0.0
        held += count
    if held < least and len(starts) > 1:
        starts.pop()
    return starts


def _shares(counts: Counts) -> Counts:
    added = counts + _ADDED
    shares: Counts = added / added.sum()
    return shares


def _psi(before: Counts, now: Counts) -> float:
    old, new = _shares(before), _shares(now)
    return float(np.sum((new - old) * np.log(new / old)))


def _jensen_shannon(before: Counts, now: Counts) -> float:
    old, new = before / before.sum(), now / now.sum()
    middle = (old + new) / 2
    return (_kullback_leibler(old, middle) + _kullback_leibler(new, middle)) / 2


def _kullback_leibler(one: Counts, other: Counts) -> float:
    there = one > 0
    return float(np.sum(one[there] * np.log2(one[there] / other[there])))


def _by_chance(before: Counts, now: Counts) -> float:
    """Return the 99.9 % quantile of PSI without a change, with Wilson and Hilferty's quantile of chi-square."""
    degrees = before.size - 1
    if not degrees:
        return 0.0
    third = 2 / (9 * degrees)
    quantile = degrees * (1 - third + _SURE * sqrt(third)) ** 3
    return float(quantile * (1 / before.sum() + 1 / now.sum()))


def _change(before: Counts, now: Counts, psi: float, by_chance: float) -> Change:
    if min(before.sum(), now.sum()) < LEAST_SCORES:
        return Change.UNKNOWN
    if psi <= by_chance or psi < SOME:
        return Change.LITTLE
    return Change.SOME if psi < MUCH else Change.MUCH
