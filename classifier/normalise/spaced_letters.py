"""Spaced-out letters: ``V i s s e r  z i t  v a s t`` becomes ``Visser zit vast``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from classifier.normalise.aligned_text import AlignedText, Edit

__all__ = ["joined_letters"]

# Four letters with spaces, five with signs: a.s.a.p. and r.s.v.p. are abbreviations.
_RUN = regex.compile(
    r"(?<![\w'.-])[^\W\d_](?:(?:[ ]{1,4}[^\W\d_](?![\w'-]|\.\w)){3,}+"
    r"|(?:\.[^\W\d_](?![\w'-])){4,}+|(?:-[^\W\d_](?![\w'.])){4,}+|(?:_[^\W\d_](?![^\W_])){4,}+)"
)
_GAP = regex.compile(r"[ ._-]+")
_VOWEL = regex.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", regex.IGNORECASE)


def joined_letters(aligned: AlignedText) -> AlignedText:
    """Return the text with spaced-out words joined; lists of letters, initials and kisses stay."""
    return aligned.edited(
        edit for run in _RUN.finditer(aligned.text) if _spells(run[0]) for edit in _closings(run[0], run.start())
    )


def _spells(run: str) -> bool:
    letters = _GAP.sub("", run)
    if len(set(letters.casefold())) == 1 or not _VOWEL.search(letters):
        return False
    if all(ord(after) - ord(before) == 1 for before, after in pairwise(letters.casefold())):
        return False
    return "." not in run or not letters.isupper()


def _closings(run: str, offset: int) -> Iterator[Edit]:
    """Yield the removal of every gap between letters; of a gap between words all but one space."""
    gaps = list(_GAP.finditer(run))
    narrow = min(gap.end() - gap.start() for gap in gaps)
    for gap in gaps:
        keep = 1 if gap.end() - gap.start() > narrow else 0
        yield Edit(offset + gap.start() + keep, offset + gap.end())
