"""Runs of digits with separators, as people type numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

__all__ = ["DigitRun", "digit_runs"]

_RUN = regex.compile(r"\d(?:[ \t\n./·-]{0,2}\d){3,59}")
_GLUED_BEFORE = regex.compile(r"[\w@#€$/=&?%+-]\Z|\d[.,:]\Z|\.\w*\Z")
_GLUED_AFTER = regex.compile(r"^(?:[\p{L}_@%€]|[.,]\d|/\w)")


@dataclass(frozen=True, slots=True)
class DigitRun:
    """A stretch of digits and separators; ``glued`` when a letter, an amount or a URL goes on at an edge."""

    start: int
    end: int
    digits: str
    offsets: tuple[int, ...]
    glued_before: bool
    glued_after: bool

    @property
    def glued(self) -> bool:
        """Whether the run is part of something longer."""
        return self.glued_before or self.glued_after


def digit_runs(text: str) -> Iterator[DigitRun]:
    """Yield the runs of four to sixty digits in ``text``, in order."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        offsets = tuple(index for index in range(start, end) if text[index].isdigit())
        yield DigitRun(
            start=start,
            end=end,
            digits="".join(text[index] for index in offsets),
            offsets=offsets,
            glued_before=_GLUED_BEFORE.search(text[max(0, start - 30) : start].split(" ")[-1]) is not None,
            glued_after=_GLUED_AFTER.match(text[end : end + 3]) is not None,
        )
