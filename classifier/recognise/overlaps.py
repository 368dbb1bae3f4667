"""Which of two overlapping entities stays.

The rule, in this order: the one that passed a check digit; the one with the higher score; the longer one; the
one that starts first; the label that comes first in the alphabet. Entities that lose are dropped whole: two
findings never share a character.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from classifier.records import Entity

__all__ = ["CHECKED", "resolve_overlaps"]

CHECKED = frozenset({"NL_BSN", "IBAN_CODE", "CREDIT_CARD"})
"""Entities that passed a check digit; no recogniser of one's own can take their place."""


def resolve_overlaps(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities that stay, ordered by start."""
    kept: list[tuple[int, int, Entity]] = []
    starts: list[int] = []
    for entity in sorted(entities, key=_precedence):
        index = bisect_left(starts, entity.start)
        free_before = index == 0 or kept[index - 1][1] <= entity.start
        free_after = index == len(kept) or entity.end <= kept[index][0]
        if free_before and free_after:
            kept.insert(index, (entity.start, entity.end, entity))
            insort(starts, entity.start)
    return tuple(entity for _, _, entity in kept)


def _precedence(entity: Entity) -> tuple[bool, float, int, int, str]:
    return (entity.label not in CHECKED, -round(entity.score, 3), entity.start - entity.end, entity.start, entity.label)
