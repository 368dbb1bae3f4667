"""Missing spaces around addresses and numbers: ``woontDennenlaan12a,2371XK`` becomes ``woont Dennenlaan 12a, 2371XK``.

A space is put in only before a street with a number, between a street and its number, before a postcode after
a comma, and around a phone number or citizen service number that is stuck to a word. Web and mail addresses,
passwords, plates, codes and product names stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.identifiers import is_bsn, is_phone_number

__all__ = ["separated_words"]

_STREET_TYPE = (
    r"(?:straat|laan|weg|plein|dijk|kade|hof|singel|gracht|pad|steeg|dreef|park|plantsoen|wetering|kerkhof|markt|"
    r"haven|wal|vaart|zoom|erf|hoek|burg|veld|ring|baan|oord|brink)"
)
_HOUSE_NUMBER = r"[1-9]\d{0,3}[a-zA-Z]?(?![\w!@#$%^&*+=?]|[.:/]\w)"
_BEFORE_STREET = regex.compile(rf"(?<=\p{{Ll}}{{2}})(?=\p{{Lu}}\p{{Ll}}{{2,25}}{_STREET_TYPE}[ ]?{_HOUSE_NUMBER})")
_BEFORE_HOUSE_NUMBER = regex.compile(rf"(?<=\p{{L}}{{3}}{_STREET_TYPE})(?={_HOUSE_NUMBER})", regex.IGNORECASE)
_BEFORE_POSTCODE = regex.compile(r"(?<=\w,)(?=[1-9]\d{3}(?:[A-Za-z]{2}|[ ][A-Z]{2})(?!\w))")
_AFTER_WORD = regex.compile(r"(?<![\w/.@-])(?<![A-Za-z]{2}\d{2}[ ])\p{L}{0,20}\p{Ll}{2}(?P<number>0\d{9}|\d{9})(?!\w)")
_BEFORE_WORD = regex.compile(r"(?<![\w/.@,-])(?P<number>0\d{9}|\d{9})(?=\p{Ll}{2,20}(?![\w@/]))")
_CUE = regex.compile(r"\p{L}?\p{Ll}*(?:bsn|sofi|nummer|nr)", regex.IGNORECASE)
_LINK = regex.compile(r"[@\\=_]|//|www\.|\.(?:nl|com|org|eu|net|be|de)(?!\w)", regex.IGNORECASE)
_DIGIT = regex.compile(r"\d")
_TOKEN_REACH = 60


def separated_words(aligned: AlignedText) -> AlignedText:
    """Return the text with the spaces put in that its writer left out."""
    text = aligned.text
    if not _DIGIT.search(text):
        return aligned
    places = {*_address_places(text), *_number_places(text)}
    return aligned.edited(Edit(place, place, " ") for place in sorted(places))


def _address_places(text: str) -> Iterator[int]:
    for pattern in (_BEFORE_STREET, _BEFORE_HOUSE_NUMBER, _BEFORE_POSTCODE):
        for match in pattern.finditer(text):
            if not _is_in_link(text, match.start()):
                yield match.start()


def _number_places(text: str) -> Iterator[int]:
    for match in _AFTER_WORD.finditer(text):
        word = text[match.start() : match.start("number")]
        if _is_number(match["number"]) or _CUE.fullmatch(word):
            yield match.start("number")
    for match in _BEFORE_WORD.finditer(text):
        if _is_number(match["number"]):
            yield match.end("number")


def _is_number(digits: str) -> bool:
    return is_bsn(digits) or is_phone_number(digits)


def _is_in_link(text: str, place: int) -> bool:
    """Return whether the word around ``place`` is a web or mail address, a path or a handle."""
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place), place - _TOKEN_REACH) + 1
    end = min((found for found in (text.find(" ", place), text.find("\n", place)) if found >= 0), default=len(text))
    return _LINK.search(text, start, min(end, place + _TOKEN_REACH)) is not None
