"""The numbers of a text, in words or in digits, as a stream of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import regex

from classifier.normalise.numerals import digits_of, fold, is_numeral

__all__ = ["NUMERAL_START", "SpokenToken", "may_hold_numerals", "read_spoken"]

_TOKEN = regex.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
NUMERAL_START: Final = (
    r"nul|zero|een|[eé]én|één|twee|drie|vier|vijf|zes|ze[u]?ven|acht|negen|tien|elf|twaalf|der|veer|twin|tach|honderd|"
    r"one|two|thr|four|five|six|seven|eigh|nine|eleven|twel|thir|twen|for|fif|dubbel|double|trip"
)
"""How numerals start, as a regular expression, for a quick look before a text is read word by word."""

_TWO_NUMERALS = regex.compile(
    rf"(?<![^\W\d_])(?:{NUMERAL_START})(?:[^\W\d_]{{16}}|[^\n]{{0,40}}?(?:\n.{{0,20}}?)?(?<![^\W\d_])(?:{NUMERAL_START}))",
    regex.IGNORECASE,
)
_LINKS: Final = frozenset({"en", "honderd"})
_TIMES: Final = frozenset({"keer", "maal", "x", "times"})
_REPEATERS: Final = {"dubbel": 2, "dubbele": 2, "double": 2, "driedubbel": 3, "triple": 3}
_LONGEST_NUMERAL = 5
_MOST_REPEATS = 5


@dataclass(frozen=True, slots=True)
class SpokenToken:
    """A word, a sign or a number of the text.

    ``word`` is the folded text of it. ``digits`` are what it stands for, empty when it is no number; ``spoken``
    says that they were written in words. Several words can be one number: ``drie en tachtig``, ``twee keer nul``.
    """

    start: int
    end: int
    word: str = field(repr=False)
    digits: str = field(default="", repr=False)
    spoken: bool = False


def may_hold_numerals(text: str) -> bool:
    """Return whether a text holds two words near each other that may be numerals, so that reading it pays."""
    return _TWO_NUMERALS.search(text) is not None


def read_spoken(text: str) -> Iterator[SpokenToken]:
    """Yield the tokens of a text in order, numbers that take several words as one token."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    index = 0
    while index < len(tokens):
        length, digits = _number_at(text, tokens, index)
        if length > 1:
            yield SpokenToken(tokens[index].start, tokens[index + length - 1].end, "", digits, spoken=True)
        else:
            yield tokens[index]
        index += length


def _token(match: regex.Match[str]) -> SpokenToken:
    if match[0].isdecimal() and match[0].isascii():
        return SpokenToken(match.start(), match.end(), match[0], match[0])
    word = fold(match[0])
    digits = digits_of(word) or ""
    return SpokenToken(match.start(), match.end(), word, digits, spoken=bool(digits))


def _number_at(text: str, tokens: list[SpokenToken], index: int) -> tuple[int, str]:
    """Return how many tokens make one number at ``index``, and its digits."""
    first = tokens[index]
    following = _close_tokens(text, tokens, index)
    if first.word in _REPEATERS and len(following) > 1 and len(following[1].digits) == 1:
        return 2, following[1].digits * _REPEATERS[first.word]
    if not first.digits:
        return 1, ""
    if len(following) > 2 and following[1].word in _TIMES and len(following[2].digits) == 1 and first.digits.isascii():
        times = int(first.digits) if len(first.digits) == 1 else 0
        if 2 <= times <= _MOST_REPEATS:
            return 3, following[2].digits * times
    return _compound(following) if first.spoken else (1, first.digits)


def _close_tokens(text: str, tokens: list[SpokenToken], index: int) -> list[SpokenToken]:
    """Return the tokens from ``index`` that follow each other with no more than a space in between."""
    close = [tokens[index]]
    for token in tokens[index + 1 : index + _LONGEST_NUMERAL]:
        if text[close[-1].end : token.start].strip(" ") or token.start - close[-1].end > 2:
            break
        close.append(token)
    return close


def _compound(tokens: list[SpokenToken]) -> tuple[int, str]:
    """Join ``drie en tachtig``, ``honderd vijf`` and ``twenty three``, the longest that is one numeral."""
    for length in range(len(tokens), 1, -1):
        words = [token.word for token in tokens[:length]]
        linked = any(word in _LINKS or word.endswith("honderd") for word in words) or words[0].endswith("ty")
        if words[-1] != "en" and linked and is_numeral("".join(words)):
            return length, digits_of("".join(words)) or ""
    return 1, tokens[0].digits
