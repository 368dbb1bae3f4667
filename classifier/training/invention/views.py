"""A text as it is compared: folded, as it was typed and as it is normalised, with the way back to its offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from classifier.normalise import normalise_text
from classifier.training.invention.writing import plain

__all__ = ["View", "views_of"]


@dataclass(frozen=True, slots=True)
class View:
    """A folded text; its character ``i`` came from ``original[starts[i]:ends[i]]``.

    ``cased`` is the same text, character by character, before its case was folded.
    """

    text: str = field(repr=False)
    cased: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that ``text[start:end]`` came from."""
        return min(self.starts[start:end]), max(self.ends[start:end])


def views_of(text: str) -> tuple[View, ...]:
    """Return a text as typed, and as normalised where that differs: spoken and spelled forms are plain there."""
    typed = _view(text, range(len(text)), range(1, len(text) + 1))
    normalised = normalise_text(text)
    if normalised.text == text:
        return (typed,)
    return typed, _view(normalised.text, normalised.starts, normalised.ends)


def _view(text: str, starts: Sequence[int], ends: Sequence[int]) -> View:
    letters = list(_folded(text))
    return View(
        text="".join(folded for folded, _ in letters),
        cased="".join(text[index] for _, index in letters),
        starts=tuple(starts[index] for _, index in letters),
        ends=tuple(ends[index] for _, index in letters),
    )


def _folded(text: str) -> Iterator[tuple[str, int]]:
    for index, letter in enumerate(text):
        folded = letter.lower() if letter.isascii() else plain(letter)
        for character in folded:
            yield character, index
