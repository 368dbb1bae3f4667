"""Which numbers are told: counts under five are not, nor is one that could be worked out from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from api.feedback.box import LEAST
from api.monitoring.schemas import Interval

__all__ = ["told", "told_list", "told_measure", "told_share"]

Key = TypeVar("Key")

_DECIMALS = 2


def told(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts that add up to a number somebody may know, the small ones as ``None``; none at all is told.

    One alone that is missing would be the rest of the sum, so the smallest of the others is missing as well.
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    others = [key for key, count in counts.items() if count >= LEAST]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}


def told_list(counts: Sequence[int]) -> list[int | None]:
    """Return counts as :func:`told` does, in their order."""
    return list(told(dict(enumerate(counts))).values())


def told_measure(value: float) -> float:
    """Return a measure of many counts in two decimals: one in all of its digits gives away the counts behind it."""
    return round(value, _DECIMALS)


def told_share(hits: int, cases: int) -> tuple[int | None, float | None, Interval | None]:
    """Return hits, their share and its 95 % Wilson interval.

    Where hits or the rest are too few to be told, the interval spans what it is for every number that it could be;
    where the cases are, nothing is told.
    """
    from classifier.training.metrics import Rate

    if cases < LEAST:
        return None, None, None
    few, many = hits < LEAST, cases - hits < LEAST
    if not few and not many:
        rate = Rate(hits, cases)
        return hits, rate.value, rate.interval
    lowest = 0 if few else cases - LEAST + 1
    highest = cases if many else LEAST - 1
    return None, None, (Rate(lowest, cases).interval[0], Rate(highest, cases).interval[1])
