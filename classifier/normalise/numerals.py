"""Numerals in words, Dutch and English, and the digits that they stand for."""

from __future__ import annotations

from typing import Final

import regex

__all__ = ["digits_of", "fold", "is_numeral"]

_NUMBERS: Final = {
    word: value
    for value, words in {
        1: "een one",
        2: "twee two",
        3: "drie three",
        4: "vier four",
        5: "vijf five",
        6: "zes six",
        7: "zeven zeuven seven",
        8: "acht eight",
        9: "negen nine",
        10: "tien",  # 'ten' is a Dutch preposition
        11: "elf eleven",
        12: "twaalf twelve",
        13: "dertien thirteen",
        14: "veertien fourteen",
        15: "vijftien fifteen",
        16: "zestien sixteen",
        17: "zeventien seventeen",
        18: "achttien achtien eighteen",
        19: "negentien nineteen",
        20: "twintig twenty",
        30: "dertig thirty",
        40: "veertig forty",
        50: "vijftig fifty",
        60: "zestig sixty",
        70: "zeventig seventy",
        80: "tachtig eighty",
        90: "negentig ninety",
    }.items()
    for word in words.split()
}


def _either(low: int, high: int) -> str:
    words = (word for word, value in _NUMBERS.items() if low <= value <= high)
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT = _either(1, 9)
_TEEN = _either(10, 19)
_TENS = _either(20, 90)
_BELOW_HUNDRED = (
    rf"(?:(?P<unit>{_UNIT})e?n(?P<tens>{_TENS})|(?P<english_tens>{_TENS})(?P<english_unit>one|two|three|four|five|six|"
    rf"seven|eight|nine)|(?P<plain>{_TENS}|{_TEEN}|{_UNIT}))"
)
_NUMERAL = regex.compile(
    rf"(?P<zero>nul|zero)|(?P<hundreds>{_TEEN}|{_UNIT})?(?P<hundred>honderd)(?:(?:en)?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED}"
)
_ACCENTS: Final = str.maketrans("éèëê", "eeee")

_LONGEST_WORD = 80
"""Longest word that is read as numerals, in characters: a phone number said in one breath has some fifty."""


def fold(word: str) -> str:
    """Return a word without case and without the trema or accents that tell ``één`` and ``drieën`` apart."""
    return word.casefold().translate(_ACCENTS)


def digits_of(word: str) -> str | None:
    """Return the digits that a folded word stands for, or None when it is no numeral.

    Several numerals in one word stand for their digits one after the other.

    Examples
    --------
    >>> digits_of("honderdvijf"), digits_of("drieentachtig"), digits_of("nulzestwaalf"), digits_of("zevende")
    ('105', '83', '0612', None)
    """
    if not word or len(word) > _LONGEST_WORD:
        return None
    digits = ""
    position = 0
    while position < len(word):
        match = _NUMERAL.match(word, position)
        if match is None:
            return None
        digits += str(_value(match))
        position = match.end()
    return digits


def is_numeral(word: str) -> bool:
    """Return whether a folded word is one numeral, not several in a row."""
    return len(word) <= _LONGEST_WORD and _NUMERAL.fullmatch(word) is not None


def _value(match: regex.Match[str]) -> int:
    if match["zero"]:
        return 0
    value = 0
    if match["hundred"]:
        value = 100 * _NUMBERS.get(match["hundreds"] or "een", 1)
    parts = ("unit", "tens", "english_tens", "english_unit", "plain")
    return value + sum(_NUMBERS[match[part]] for part in parts if match[part])
