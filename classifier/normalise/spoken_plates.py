"""Licence plates that are read out: ``h n streepje twee zeven zes streepje v`` becomes ``hn-276-v``."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.spoken_tokens import SpokenToken, read_spoken

__all__ = ["written_plates"]

_DASHES: Final = frozenset("streepje streep dash -".split())
_SAID = regex.compile(r"(?<!\w)(?:streep(?:je)?|dash)(?!\w)", regex.IGNORECASE)
_PARTS = 3
_LONGEST_PART = 3
_SYMBOLS = 6


def written_plates(aligned: AlignedText) -> AlignedText:
    """Return the text with read-out plates in letters, digits and dashes."""
    text = aligned.text
    if _SAID.search(text) is None:
        return aligned
    edits: list[Edit] = []
    run: list[SpokenToken] = []
    for token in (*read_spoken(text), SpokenToken(len(text), len(text), "\n")):
        if (_symbols(token) or token.word in _DASHES) and (not run or text[run[-1].end : token.start].strip(" ") == ""):
            run.append(token)
            continue
        edits += _plate(text, run)
        run = []
    return aligned.edited(edits)


def _symbols(token: SpokenToken) -> str:
    """Return what a token adds to a plate: the digits of a number, or one letter."""
    if token.digits:
        return token.digits if len(token.digits) <= _LONGEST_PART else ""
    return token.word if len(token.word) == 1 and token.word.isalpha() else ""


def _plate(text: str, run: list[SpokenToken]) -> list[Edit]:
    """Return the edits that write a run as a plate, if its last three parts are one."""
    parts: list[list[SpokenToken]] = [[]]
    for token in run:
        if token.word in _DASHES:
            parts.append([])
        else:
            parts[-1].append(token)
    plate = parts[-_PARTS:]
    written = ["".join(_symbols(token) for token in part) for part in plate]
    if (
        len(plate) < _PARTS
        or any(not 0 < len(part) <= _LONGEST_PART for part in written)
        or any(not (part.isdecimal() or part.isalpha()) for part in written)
        or sum(map(len, written)) != _SYMBOLS
        or len({part.isdecimal() for part in written}) == 1
    ):
        return []
    start, end = plate[0][0].start, plate[-1][-1].end
    if not _SAID.search(text, start, end):
        return []
    edits = []
    tokens = [token for token in run if start <= token.start]
    for token in tokens:
        new = "-" if token.word in _DASHES else _symbols(token)
        if text[token.start : token.end] != new:
            edits.append(Edit(token.start, token.end, new))
    edits += [Edit(left.end, right.start) for left, right in pairwise(tokens) if left.end < right.start]
    return sorted(edits, key=lambda edit: edit.start)
