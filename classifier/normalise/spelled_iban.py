"""IBANs in pieces: spelled (``n l drieentachtig a s n b nul twee …``), or broken over lines.

Pieces are joined only where together they have a country's length and pass the check of ISO 13616, so that
nothing is invented. An IBAN in groups of four stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import regex

from classifier.normalise.aligned_text import AlignedText, Edit
from classifier.normalise.identifiers import IBAN_LENGTHS, is_iban
from classifier.normalise.spoken_tokens import NUMERAL_START, SpokenToken, read_spoken

__all__ = ["joined_ibans"]

_SPOKEN_COUNTRY: Final = {("en", "el"): "NL"}
_PAUSES: Final = frozenset("- , . dan en streepje spatie".split())
_LONGEST_LETTERS = 4
_SPELLED_PIECES = 4
_ANY_COUNTRY = regex.compile(
    r"(?<![^\W\d_])(?:" + "|".join(f"{c[0]}[ .-]{{0,3}}{c[1]}" for c in IBAN_LENGTHS) + r"|en el)"
    rf"(?=[\W_]{{0,3}}(?:\d|{NUMERAL_START}))",
    regex.IGNORECASE,
)


def joined_ibans(aligned: AlignedText) -> AlignedText:
    """Return the text with each IBAN that was spelled or broken over lines in one piece."""
    if not _ANY_COUNTRY.search(aligned.text):
        return aligned
    return aligned.edited(_edits(aligned.text))


def _edits(text: str) -> Iterator[Edit]:
    tokens = list(read_spoken(text))
    index = 0
    while index < len(tokens):
        pieces = _iban_at(text, tokens, index)
        if pieces and _is_in_pieces(text, pieces):
            yield from _joining(text, pieces)
        index = tokens.index(pieces[-1][0], index) + 1 if pieces else index + 1


_Pieces = list[tuple[SpokenToken, str]]


def _iban_at(text: str, tokens: list[SpokenToken], index: int) -> _Pieces:
    """Return the tokens that make an IBAN from ``index`` on, each with what it stands for; none, nothing."""
    pieces = _country_at(text, tokens, index)
    if not pieces:
        return []
    compact = "".join(value for _, value in pieces)
    length = IBAN_LENGTHS[compact.upper()]
    for token in tokens[index + len(pieces) : index + 3 * length]:
        value = _value(text, token)
        if not value:
            if token.word in _PAUSES and len(compact) > 2:
                continue
            return []
        if len(compact) == 2 and not value.isdecimal():
            return []
        pieces.append((token, value))
        compact += value
        if len(compact) >= length:
            return pieces if is_iban(compact) else []
    return []


def _country_at(text: str, tokens: list[SpokenToken], index: int) -> _Pieces:
    first, *others = tokens[index : index + 2]
    country = text[first.start : first.end]
    if country.upper() in IBAN_LENGTHS:
        return [(first, country)]
    if not others:
        return []
    second = text[others[0].start : others[0].end]
    spoken = _SPOKEN_COUNTRY.get((first.word, others[0].word))
    if spoken:
        return [(first, spoken[0]), (others[0], spoken[1])]
    if len(country) == len(second) == 1 and (country + second).upper() in IBAN_LENGTHS:
        return [(first, country), (others[0], second)]
    return []


def _value(text: str, token: SpokenToken) -> str:
    if token.digits:
        return token.digits
    word = text[token.start : token.end]
    return word if word.isascii() and word.isalpha() and len(word) <= _LONGEST_LETTERS else ""


def _is_in_pieces(text: str, pieces: _Pieces) -> bool:
    if any(token.spoken for token, _ in pieces) or "\n" in text[pieces[0][0].start : pieces[-1][0].end]:
        return True
    return sum(token.end - token.start == 1 for token, _ in pieces) >= _SPELLED_PIECES


def _joining(text: str, pieces: _Pieces) -> Iterator[Edit]:
    for token, value in pieces[:1]:
        if text[token.start : token.end] != value:
            yield Edit(token.start, token.end, value)
    for (before, _), (token, value) in pairwise(pieces):
        if before.end < token.start:
            yield Edit(before.end, token.start)
        if text[token.start : token.end] != value:
            yield Edit(token.start, token.end, value)
