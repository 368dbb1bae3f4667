"""Numbers in pieces: broken over lines, or with a space after every digit.

Pieces are joined only where together they are a citizen service number, a Dutch phone number or a card number
by length and check.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.identifiers import is_bsn, is_counting, is_identifying, is_phone_number

__all__ = ["joined_numbers"]

_LINE_BREAK = regex.compile(r"[ ]{0,3}-?[ ]{0,3}\n[ ]{0,3}")
_OVER_LINES = regex.compile(
    r"(?<![\w.,/-])\+?\d{1,16}(?:(?:[ .-]|[ ]{0,3}-?[ ]{0,3}\n[ ]{0,3})\d{1,16}(?!\d)){1,40}+(?![\w,.:/-]\w)"
)
_SINGLE_DIGITS = regex.compile(r"(?<![\w.,/:-])\d([ ._-])\1?\d(?!\d)(?:\1{1,2}\d(?!\d)){6,18}+(?!\w)")
_DIGITS = regex.compile(r"\+?\d+")
_SEPARATORS = regex.compile(r"[ ._-]+")
_BSN_CUE = regex.compile(r"(?<!\w)(?:bsn|sofi\w{0,8}|burgerservicenummer)(?!\w)", regex.IGNORECASE)
_CUE_WINDOW = 30
_MOST_PARTS = 10
_DROPPED_ZERO_DIGITS = 8


def joined_numbers(aligned: AlignedText) -> AlignedText:
    """Return the text with each number that identifies somebody in one piece."""
    aligned = aligned.edited(_over_lines(aligned.text))
    return aligned.edited(_single_digits(aligned.text))


def _single_digits(text: str) -> Iterator[Edit]:
    for match in _SINGLE_DIGITS.finditer(text):
        digits = _SEPARATORS.sub("", match[0])
        if not is_counting(digits):
            for gap in _SEPARATORS.finditer(text, match.start(), match.end()):
                yield Edit(gap.start(), gap.end())


def _over_lines(text: str) -> Iterator[Edit]:
    if "\n" not in text:
        return
    for match in _OVER_LINES.finditer(text):
        parts = list(_DIGITS.finditer(text, match.start(), match.end()))
        for first, last in _numbers(text, parts):
            for before, after in pairwise(parts[first : last + 1]):
                gap = _LINE_BREAK.fullmatch(text, before.end(), after.start())
                if gap:
                    yield Edit(gap.start(), gap.end())


def _numbers(text: str, parts: list[regex.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield first and last part of each number that lies on more than one line."""
    if _is_whole_number(text, parts):
        yield 0, len(parts) - 1
        return
    first = 0
    while first < len(parts):
        last = _phone_end(parts, first)
        if last is not None:
            yield first, last
        first = first + 1 if last is None else last + 1


def _is_whole_number(text: str, parts: list[regex.Match[str]]) -> bool:
    """Return whether all parts are one number; a list of numbers would otherwise pass a check by chance."""
    if len(parts) > _MOST_PARTS:
        return False
    digits = "".join(part[0] for part in parts)
    start = parts[0].start()
    dropped_zero = len(digits) == _DROPPED_ZERO_DIGITS and is_bsn("0" + digits)
    return is_identifying(digits) or (
        dropped_zero and _BSN_CUE.search(text, max(0, start - _CUE_WINDOW), start) is not None
    )


def _phone_end(parts: list[regex.Match[str]], first: int) -> int | None:
    for index, digits in enumerate(accumulate(part[0] for part in parts[first : first + _MOST_PARTS])):
        if is_phone_number(digits):
            return first + index
    return None
