"""Numbers as people type them: groups of digits with separators between."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from berichtwacht_client.rules.reading import Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["WrittenNumber", "written_numbers"]

_GAPS = ((1, PATTERNS["gap_narrow"]), (2, PATTERNS["gap_middle"]), (3, PATTERNS["gap_wide"]))
_LONGEST_GAP = TABLE["lengths"]["gap"]
_EDGE = 9
"""A separation wider than any within a number: text, or the end of it."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """Digits that were written as one number.

    ``groups`` counts the groups of digits. ``isolated``: what stands around it keeps it further apart than its
    own groups are. ``glued``: it is part of a word, an amount, a code or a web address.
    """

    start: int
    end: int
    digits: str
    groups: int
    isolated: bool
    glued: bool


def written_numbers(reading: Reading, lengths: Collection[int]) -> Iterator[WrittenNumber]:
    """Yield the numbers that have one of ``lengths`` digits, in order of their start.

    A number starts where the separation before it is wider than within it, so that of a list of numbers each
    is read on its own, and that no part of a longer number is read as a shorter one.
    """
    spans = [match.span() for match in PATTERNS["digit_group"].finditer(reading.plain)]
    gaps = [_EDGE, *(_gap(reading, end, start) for (_, end), (start, _) in pairwise(spans)), _EDGE]
    for first, gap in enumerate(gaps[:-1]):
        if gap > 1:
            yield from _starting_at(reading, spans, gaps, first=first, lengths=lengths)


def _starting_at(
    reading: Reading, spans: list[tuple[int, int]], gaps: list[int], *, first: int, lengths: Collection[int]
) -> Iterator[WrittenNumber]:
    longest = max(lengths)
    digits, widest, last = "", 1, first
    while last < len(spans):
        start, end = spans[last]
        if len(digits) + end - start > longest:
            return
        digits += reading.plain[start:end]
        following = gaps[last + 1]
        if len(digits) in lengths and following > 1:
            begin = spans[first][0]
            yield WrittenNumber(
                begin, end, digits, last - first + 1, isolated=following > widest, glued=_is_glued(reading, begin, end)
            )
        widest = max(widest, following)
        if widest >= gaps[first]:
            return
        last += 1


def _gap(reading: Reading, start: int, end: int) -> int:
    if end - start > _LONGEST_GAP:
        return _EDGE
    return next((width for width, pattern in _GAPS if pattern.fullmatch(reading.plain, start, end)), _EDGE)


def _is_glued(reading: Reading, start: int, end: int) -> bool:
    windows = TABLE["windows"]
    word = reading.plain[max(0, start - windows["address"]) : start].rpartition(" ")[2].rpartition("\n")[2]
    before = reading.folded[max(0, start - windows["glued"]) : start]
    after = reading.folded[end : end + windows["glued"]]
    return bool(
        PATTERNS["glued_before"].search(before)
        or PATTERNS["glued_after"].match(after)
        or PATTERNS["in_address"].search(word)
    )
