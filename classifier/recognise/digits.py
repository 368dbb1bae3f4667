"""Numbers as people type them: groups of digits with separators between."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

import regex

__all__ = ["WrittenNumber", "written_numbers"]

_GROUP = regex.compile(r"\d+")
_GAPS = (
    (1, regex.compile(r"[.·-]")),
    (2, regex.compile(r"[ \t]{0,2}[.·-]?[ \t]{1,2}|/")),
    (3, regex.compile(r"[ \t]{0,2}\n[ \t]{0,2}|,[ \t]?\n?|[ \t]{0,2}/[ \t]{0,2}")),
)
"""What may stand between two groups of one number, and how far it keeps them apart."""

_EDGE = 9
"""A separation wider than any within a number: text, or the end of it."""

_LONGEST_GAP = 5
_IN_ADDRESS = regex.compile(r"://|www\.|[\p{L}?=&]/|/\p{L}")
_GLUED_BEFORE = regex.compile(r"(?:[\p{L}\d_@#=&%+-]|\d[.,:]|\p{L}/|(?:€|\$|£|\beur(?:o|os)?)\s?)\Z", regex.I)
_GLUED_AFTER = regex.compile(r"[\p{L}_@%]|[.,]\d|/\p{L}|\s?(?:€|euro?s?\b)", regex.I)
_TOKEN_BEFORE, _SHORT_BEFORE, _SHORT_AFTER = 120, 8, 8


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """Digits that were written as one number, ``text[start:end]``.

    ``groups`` counts the groups of digits. ``isolated``: what stands around it keeps it further apart than its
    own groups are. ``glued``: it is part of a word, an amount, a code or a web address.
    """

    start: int
    end: int
    digits: str
    groups: int
    isolated: bool
    glued: bool


def written_numbers(text: str, lengths: Set[int]) -> Iterator[WrittenNumber]:
    """Yield the numbers in ``text`` that have one of ``lengths`` digits, in order of their start.

    A number starts where the separation before it is wider than within it, so that of a list of numbers each
    is read on its own, and that no part of a longer number is read as a shorter one.
    """
    longest = max(lengths)
    spans = [match.span() for match in _GROUP.finditer(text)]
    gaps = [_EDGE, *(_gap(text, end, start) for (_, end), (start, _) in pairwise(spans)), _EDGE]
    for first in range(len(spans)):
        if gaps[first] > 1:
            yield from _starting_at(text, spans, gaps, first=first, lengths=lengths, longest=longest)


def _starting_at(
    text: str, spans: list[tuple[int, int]], gaps: list[int], *, first: int, lengths: Set[int], longest: int
) -> Iterator[WrittenNumber]:
    start, end = spans[first]
    count, widest, last = end - start, 1, first
    while count <= longest:
        if count in lengths and gaps[last + 1] > 1:
            digits = "".join(text[begin:until] for begin, until in spans[first : last + 1])
            yield WrittenNumber(
                start=start,
                end=spans[last][1],
                digits=digits,
                groups=last - first + 1,
                isolated=gaps[last + 1] > widest,
                glued=_is_glued(text, start, spans[last][1]),
            )
        widest = max(widest, gaps[last + 1])
        if widest >= gaps[first]:
            return
        last += 1
        count += spans[last][1] - spans[last][0]


def _gap(text: str, start: int, end: int) -> int:
    if end - start > _LONGEST_GAP:
        return _EDGE
    for width, pattern in _GAPS:
        if pattern.fullmatch(text, start, end):
            return width
    return _EDGE


def _is_glued(text: str, start: int, end: int) -> bool:
    token = text[max(0, start - _TOKEN_BEFORE) : start].rpartition(" ")[2].rpartition("\n")[2]
    return (
        _GLUED_BEFORE.search(text[max(0, start - _SHORT_BEFORE) : start]) is not None
        or _GLUED_AFTER.match(text[end : end + _SHORT_AFTER]) is not None
        or _IN_ADDRESS.search(token) is not None
    )
