"""A text that remembers where each of its characters came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["AlignedText", "Edit"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in the place of ``text[start:end]``; ``start == end`` inserts, an empty ``new`` removes."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text under way from original to normalised, and the offsets of its characters in the original.

    ``text[i]`` came from ``original[starts[i]:ends[i]]``. Both never decrease, which every edit keeps:

    - each character that replaces a span comes from the whole of that span;
    - a removed character belongs to nothing, so a span next to it does not hold it, a span around it does;
    - an inserted character has no width: it lies right before the character that follows it, so a span that
      starts and ends on characters that were really typed never reaches past them.
    """

    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, original: str) -> AlignedText:
        """Return the original as it is, each character aligned with itself."""
        return cls(original, tuple(range(len(original))), tuple(range(1, len(original) + 1)))

    def edited(self, edits: Iterable[Edit]) -> AlignedText:
        """Return the text with ``edits`` carried out, in time linear in its length.

        Raises
        ------
        ValueError
            If the edits are not in order or overlap.
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for edit in edits:
            if not position <= edit.start <= edit.end <= len(self.text):
                raise ValueError("edits must be in order and must not overlap")
            pieces += (self.text[position : edit.start], edit.new)
            start, end = self._source(edit.start, edit.end)
            starts += self.starts[position : edit.start]
            starts += [start] * len(edit.new)
            ends += self.ends[position : edit.start]
            ends += [end] * len(edit.new)
            position = edit.end
        if not pieces:
            return self
        starts += self.starts[position:]
        ends += self.ends[position:]
        return AlignedText("".join(pieces) + self.text[position:], tuple(starts), tuple(ends))

    def _source(self, start: int, end: int) -> tuple[int, int]:
        if start < end:
            return self.starts[start], self.ends[end - 1]
        before = self.ends[start - 1] if start else 0
        after = self.starts[start] if start < len(self.text) else before
        # The characters around an insertion share their source when one typed character became both.
        return after, max(before, after)
