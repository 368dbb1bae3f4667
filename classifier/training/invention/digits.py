"""Digits as they are typed or said, and other digits in their place: separators, scripts and numerals stay.

Numbers in words (``nul zes twaalf``) keep their words where every numeral can be said anew; a proposal is in digits
where that is not so.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from classifier.normalise.numerals import digits_of
from classifier.normalise.spoken_tokens import SpokenToken, read_spoken

__all__ = ["digits_in", "is_spoken", "random_digits", "said", "with_digits"]

_UNITS = "nul een twee drie vier vijf zes zeven acht negen".split()
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_TENS = "_ _ twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_ENGLISH_UNITS = "zero one two three four five six seven eight nine".split()
_ENGLISH = frozenset(_ENGLISH_UNITS)
_LIKE_DIGITS = {"o": "0", "O": "0", "l": "1", "I": "1"}


def is_spoken(words: str) -> bool:
    """Return whether a number holds numerals in words."""
    return any(token.spoken for token in read_spoken(words))


def digits_in(words: str, *, mistyped: bool = False) -> str:
    """Return the digits of a number, however they are written.

    Parameters
    ----------
    words
        The number as it stands.
    mistyped
        Whether ``o`` stands for 0 and ``l`` for 1.
    """
    if is_spoken(words):
        return "".join(token.digits for token in read_spoken(words))
    return "".join(digit for letter in words if (digit := _digit(letter, mistyped=mistyped)))


def with_digits(words: str, digits: str, *, mistyped: bool = False) -> str:
    """Return a number with other digits, as many as it has, written as they were.

    >>> with_digits("06 - 53 27", "068891"), with_digits("nul zes achtentwintig", "0653")
    ('06 - 88 91', 'nul zes drieënvijftig')
    """
    if is_spoken(words):
        return _with_numerals(words, digits)
    remaining = iter(digits)
    return "".join(_like(letter, next(remaining)) if _digit(letter, mistyped=mistyped) else letter for letter in words)


def random_digits(count: int, random: Random) -> str:
    """Return ``count`` digits by chance."""
    return "".join(str(random.randrange(10)) for _ in range(count))


def said(digits: str) -> str:
    """Return one to three digits as a Dutch numeral: ``53`` as ``drieënvijftig``, ``07`` as ``nul zeven``."""
    if len(digits) == 1:
        return _UNITS[int(digits)]
    if digits.startswith("0"):
        return f"nul {said(digits[1:])}"
    if len(digits) == 2:
        return _below_hundred(int(digits))
    hundreds, rest = int(digits[0]), int(digits[1:])
    return ("" if hundreds == 1 else _UNITS[hundreds]) + "honderd" + (_below_hundred(rest) if rest else "")


def _below_hundred(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number < 20:
        return _TEENS[number - 10]
    tens, units = divmod(number, 10)
    link = "ën" if units in (2, 3) else "en"
    return f"{_UNITS[units]}{link}{_TENS[tens]}" if units else _TENS[tens]


def _digit(letter: str, *, mistyped: bool) -> str:
    if letter.isdecimal():
        return str(int(letter))
    return _LIKE_DIGITS.get(letter, "") if mistyped else ""


def _like(letter: str, digit: str) -> str:
    """Return a digit in the script of the one that stood there: full width stays full width."""
    return chr(ord(letter) - int(letter) + int(digit)) if letter.isdecimal() else digit


def _with_numerals(words: str, digits: str) -> str:
    parts: list[str] = []
    position = taken = 0
    for token in read_spoken(words):
        if not token.digits:
            continue
        new = digits[taken : taken + len(token.digits)]
        taken += len(token.digits)
        parts += (words[position : token.start], _numeral(words[token.start : token.end], token, new))
        position = token.end
    return "".join(parts) + words[position:]


def _numeral(written: str, token: SpokenToken, digits: str) -> str:
    """Return digits as the token wrote them: in figures, in English, glued together, or as one numeral."""
    if not token.spoken:
        return digits
    if token.word in _ENGLISH:
        new = " ".join(_ENGLISH_UNITS[int(digit)] for digit in digits)
    elif len(digits) <= 3:
        new = said(digits)
    else:
        new = "".join(_pairs(digits))
    if " " not in written and len(digits) > 1 and digits_of(new.replace(" ", "")) == digits:
        new = new.replace(" ", "") if len(digits) > 3 else new
    if written.isascii():
        new = new.replace("ë", "e")
    if written.isupper():
        return new.upper()
    return new.capitalize() if written[:1].isupper() else new


def _pairs(digits: str) -> Sequence[str]:
    """Return digits as numerals that can be glued: in pairs, but for a zero, which stands alone."""
    pieces = []
    while digits:
        length = 1 if digits[0] == "0" or len(digits) == 1 else 2
        pieces.append(said(digits[:length]))
        digits = digits[length:]
    return pieces
