"""Letters for digits: ``o6 l2345678`` becomes ``06 12345678``.

Only O and l or I are read as digits, only in a group that is a phone number, passes the 11-proef or is an IBAN
once they are, and only where most of it was typed in digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.identifiers import is_bsn, is_iban, is_phone_number

__all__ = ["typed_digits"]

_DIGIT: Final = {"O": "0", "o": "0", "l": "1", "I": "1"}
_SHAPE = r"[0-9OoIl]"
_PHONE = regex.compile(rf"(?<![\w+.,/-])(?:[0Oo]|\+3[1lI][ ]?(?:\(?[0Oo]\)?)?)(?:[ ./-]{{0,2}}{_SHAPE}){{9}}(?![\w-])")
_BSN = regex.compile(rf"(?<![\w+/-]){_SHAPE}(?:[ .-]?{_SHAPE}){{8}}(?![\w-])")
_IBAN = regex.compile(
    rf"(?<!\w)(?P<country>NL)(?:[ ]?{_SHAPE}){{2}}[ ]?(?P<bank>[A-Z]{{4}})(?:[ ]?{_SHAPE}){{10}}(?!\w)", regex.I
)
_SEPARATOR = regex.compile(r"[ ./()-]+")
_LETTER = regex.compile(r"[OoIl]")
_LEAST_DIGITS = 0.6


def typed_digits(aligned: AlignedText) -> AlignedText:
    """Return the text with letters read as digits where a number is meant."""
    text = aligned.text
    if not _LETTER.search(text):
        return aligned
    for find in (_ibans, _phones, _bsns):
        aligned = aligned.edited(find(aligned.text))
    return aligned


def _ibans(text: str) -> Iterator[Edit]:
    for match in _IBAN.finditer(text):
        head, tail = match.end("country"), match.end("bank")
        number = (
            match["country"] + _read(text[head : match.start("bank")]) + match["bank"] + _read(text[tail : match.end()])
        )
        if is_iban(number.replace(" ", "")):
            yield from _letters(text, head, match.start("bank"))
            yield from _letters(text, tail, match.end())


def _phones(text: str) -> Iterator[Edit]:
    for match in _PHONE.finditer(text):
        digits = _SEPARATOR.sub("", _read(match[0]))
        if digits.startswith("+310"):
            digits = "+31" + digits[4:]
        if is_phone_number(digits) and _is_mostly_digits(match[0]):
            yield from _letters(text, match.start(), match.end())


def _bsns(text: str) -> Iterator[Edit]:
    for match in _BSN.finditer(text):
        if is_bsn(_SEPARATOR.sub("", _read(match[0]))) and _is_mostly_digits(match[0]):
            yield from _letters(text, match.start(), match.end())


def _is_mostly_digits(group: str) -> bool:
    """Return whether digits prevail and no part of the group is letters only: ``I`` and ``o`` are words."""
    parts = [part for part in _SEPARATOR.split(group) if part]
    digits = sum(character.isdecimal() for character in group)
    total = sum(len(part) for part in parts)
    return digits >= _LEAST_DIGITS * total and all(any(map(str.isdecimal, part)) for part in parts)


def _read(group: str) -> str:
    return "".join(_DIGIT.get(character, character) for character in group)


def _letters(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in _LETTER.finditer(text, start, end):
        yield Edit(match.start(), match.end(), _DIGIT[match[0]])
