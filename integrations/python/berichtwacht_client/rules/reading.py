"""What the rules read: a text in a small alphabet, and what they report of it.

Two languages can only agree about every text when they agree about every character, and the regular expressions of
Python and of JavaScript do not. So before a rule reads a text, each character outside ASCII gives way to one that
stands for its kind: ``ä`` for any small letter, ``Ä`` for a capital, ``٠`` to ``٩`` for the digits of any script.
The table's ``alphabet`` lists them. No character is added or left out, so that places in the two are the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from berichtwacht_client.rules.table import TABLE

__all__ = ["Match", "Reading", "read"]

_ALPHABET = TABLE["alphabet"]
_KEPT = frozenset(_ALPHABET["kept"])
_DIGIT_SIGN = re.compile(f"[{_ALPHABET['digit_signs']}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORDS = frozenset({"Mn", "Mc", "Me", "Nl", "Pc"})
_LETTERS_IN_SYMBOLS = re.compile("[\u200c\u200d\U0001f150-\U0001f169\U0001f170-\U0001f189]")
"""What Unicode calls alphabetic, or a part of words, though it is neither a letter nor a mark."""


@dataclass(frozen=True, slots=True)
class Match:
    """A span that a rule reports: ``score`` in (0, 1], ``public`` and ``own`` as in a finding of the service."""

    start: int
    end: int
    score: float
    public: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the rules read it: ``plain`` with its capitals, ``folded`` without; both as long as the text."""

    plain: str
    folded: str


def read(text: str) -> Reading:
    """Return ``text`` in the alphabet of the rules."""
    plain = text if text.isascii() else _NOT_ASCII.sub(lambda character: _kind(character[0]), text)
    return Reading(plain, plain.replace("İ", "i").lower())


def _kind(character: str) -> str:
    """Return what stands for ``character``, after its compatible form where that is a single character."""
    compatible = unicodedata.normalize("NFKC", character)
    if len(compatible) == 1:
        character = compatible
    if character.isascii() or character in _KEPT:
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(_ALPHABET["digits"][unicodedata.decimal(character)])
    return str(_ALPHABET[_name_of(character, category)])


def _name_of(character: str, category: str) -> str:
    if category[0] == "L":
        return "upper" if category == "Lu" else "letter"
    if category in _WORDS or _LETTERS_IN_SYMBOLS.match(character):
        return "word"
    if category[0] == "Z" or character == "\x85":
        return "space"
    return "digit_sign" if _DIGIT_SIGN.match(character) else "other"
