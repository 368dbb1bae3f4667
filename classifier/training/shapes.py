"""What the words under an entity's label must at least look like: no postcode without digits, no address without @.

The shapes only refuse what cannot be: numbers that are dictated, spaced out, broken over lines or written in
full-width letters are all let through, because people type them so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from classifier.training.names import fold

__all__ = ["SHAPES", "can_be"]

_NUMBER_WORDS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien twintig dertig veertig tachtig "
    "honderd duizend zero one two three four five six seven eight nine ten eleven twelve twenty thirty hundred"
)
_GLUED = re.compile("|".join(_NUMBER_WORDS.split()))
_SPOKEN = re.compile(rf"(?<![a-z])(?:{_GLUED.pattern})")
_AT = re.compile(r"@|(?<![a-z])(?:at|apen?staart\w*|monkey ?tail)(?![a-z])")
_MONTH = re.compile(r"jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec")
_POSTCODE = re.compile(r"\d{4}[a-z]{2}")


def can_be(label: str, words: str) -> bool:
    """Return whether ``words`` can be an entity ``label`` at all.

    >>> can_be("NL_POSTCODE", "2 3 7 1 a b"), can_be("NL_POSTCODE", "2371")
    (True, False)
    """
    return SHAPES[label](_plain(words))


def _plain(words: str) -> str:
    """Return the words in lower case, without accents, full-width forms and characters that take no room."""
    compatible = unicodedata.normalize("NFKC", words)
    return fold("".join(letter for letter in compatible if unicodedata.category(letter) != "Cf"))


def _compact(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def _spoken(words: str) -> bool:
    return _SPOKEN.search(words) is not None


def _digits(least: int) -> Callable[[str], bool]:
    return lambda words: sum(letter.isdigit() for letter in words) >= least or _spoken(words)


def _number(least: int) -> Callable[[str], bool]:
    """Return a shape of at least ``least`` characters, most of them digits: an O may stand for a 0."""

    def shape(words: str) -> bool:
        compact = _compact(words)
        return _spoken(words) or len(compact) >= least <= 2 * sum(letter.isdigit() for letter in compact)

    return shape


def _letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


def _email(words: str) -> bool:
    return _AT.search(words) is not None


def _postcode(words: str) -> bool:
    return _POSTCODE.fullmatch(_compact(words)) is not None or _spoken(words)


def _date(words: str) -> bool:
    return any(letter.isdigit() for letter in words) or _spoken(words) or _MONTH.search(words) is not None


def _plate(words: str) -> bool:
    return _letters(words) and (any(letter.isdigit() for letter in words) or _GLUED.search(words) is not None)


def _iban(words: str) -> bool:
    return _number(8)(words) and _letters(words)


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "PERSON": _letters,
    "NL_BSN": _number(8),
    "IBAN_CODE": _iban,
    "PHONE_NUMBER": _digits(3),
    "EMAIL_ADDRESS": _email,
    "STREET_ADDRESS": _digits(1),
    "NL_POSTCODE": _postcode,
    "LOCATION": _letters,
    "DATE_OF_BIRTH": _date,
    "NL_LICENSE_PLATE": _plate,
    "ID_DOCUMENT": _digits(1),
    "CREDIT_CARD": _number(12),
    "CASE_NUMBER": _digits(1),
    "CREDENTIAL": bool,
}
"""Per entity of the labelling guideline, whether plain words can be one. A credential may be anything."""
