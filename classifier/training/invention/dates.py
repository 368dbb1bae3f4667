"""Invented birth dates, written as the original is: in figures, with the month's name, or in words.

Somebody stays about as old: the year moves by no more than six.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from classifier.normalise.numerals import digits_of, fold
from classifier.training.invention.digits import said
from classifier.training.invention.writing import undressed, written_like

__all__ = ["dates_in", "other_date"]

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_ENGLISH = "january february march april may june july august september october november december".split()
_SHORT = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
_ENGLISH_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TABLES = (_MONTHS, _ENGLISH, _SHORT, _ENGLISH_SHORT)
_ALSO = {"sept": 9, "mrt": 3, "mey": 5}
_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12,
}  # fmt: skip
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_GLUED = re.compile(r"(?<!\d)\d{8}(?!\d)")
_GLUED_ORDERS = (
    ((0, 2, "day"), (2, 4, "month"), (4, 8, "year")),
    ((0, 4, "year"), (4, 6, "month"), (6, 8, "day")),
)
_CENTURIES = (18, 19, 20)
_YEAR_WORDS = re.compile(r"(?:negentien|achttien|zeventien)(?:honderd)?|tweeduizend", re.IGNORECASE)
_TWO_THOUSAND = "tweeduizend"
_THIS_CENTURY = 30
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a date: a number, in figures or in words, or a month's name."""

    start: int
    end: int
    written: str
    value: int
    kind: str


def other_date(words: str, random: Random) -> str:
    """Return another date in the same form; its day, month and year are all others, where they are there."""
    if _GLUED.fullmatch(words):
        return _glued(words, random)
    tokens = _with_roles(list(_tokens(words)))
    padded = any(token.written.startswith("0") for token in tokens)
    parts: list[str] = []
    position = 0
    for token in tokens:
        parts += (words[position : token.start], _other(token, random, padded=padded))
        position = token.end
    return "".join(parts) + words[position:]


def dates_in(words: str) -> set[tuple[int, int, int]]:
    """Return the dates that stand in words, as day, month and year of two digits; whatever their form is."""
    tokens = list(_tokens(words))
    found = set()
    for first in range(len(tokens) - 2):
        piece = tokens[first : first + 3]
        if any(after.start - before.end > 4 for before, after in pairwise(piece)):
            continue
        roles = {token.kind: token.value for token in _with_roles(piece)}
        if {"day", "month", "year"} <= set(roles) and 1 <= roles["day"] <= 31 and 1 <= roles["month"] <= 12:
            found.add((roles["day"], roles["month"], roles["year"] % 100))
    for match in _GLUED.finditer(words):
        parts = {token.kind: token.value for token in _glued_tokens(match[0])}
        found.add((parts["day"], parts["month"], parts["year"] % 100))
    return found


def _tokens(words: str) -> Iterator[_Token]:
    skip = 0
    for match in _TOKEN.finditer(words):
        if match.start() < skip:
            continue
        written = match[0]
        word = fold(undressed(written))
        month = _month(word)
        if written.isdecimal():
            yield _Token(*match.span(), written, int(written), "number")
        elif month:
            yield _Token(*match.span(), written, month, "month")
        elif word in _ORDINALS:
            yield _Token(*match.span(), written, _ORDINALS[word], "number")
        else:
            year = _year_at(words, match.start())
            if year is not None:
                skip = year.end
                yield year
            elif (digits := digits_of(word)) and len(digits) <= 4:
                yield _Token(*match.span(), written, int(digits), "number")


def _year_at(words: str, start: int) -> _Token | None:
    """Return a year in words that starts here: ``negentienachtenveertig``, ``tweeduizend twaalf``."""
    match = _YEAR_WORDS.match(words, start)
    if match is None:
        return None
    century = (
        2000 if fold(match[0]) == _TWO_THOUSAND else 100 * int(digits_of(fold(match[0]).removesuffix("honderd")) or 0)
    )
    rest = re.compile(r"(?:\s?en\s)?\s?([^\W\d_]+)").match(words, match.end())
    digits = digits_of(fold(rest[1])) if rest else None
    if rest is None or digits is None or len(digits) > 2:
        return _Token(*match.span(), match[0], century, "year") if match[0].lower() == _TWO_THOUSAND else None
    return _Token(start, rest.end(), words[start : rest.end()], century + int(digits), "year")


def _month(word: str) -> int:
    for table in _TABLES:
        if word in table:
            return table.index(word) + 1
    return _ALSO.get(word, 0)


def _with_roles(tokens: list[_Token]) -> list[_Token]:
    """Return the tokens with what they are: the year is what cannot be a day, or the last; the day goes before."""
    numbers = [token for token in tokens if token.kind == "number"]
    named = any(token.kind == "month" for token in tokens)
    years = [token for token in tokens if token.kind == "year"] or [token for token in numbers if token.value > 31]
    expected = 1 if named else 2
    if not years and len(numbers) > expected:
        years = numbers[-1:]
    others = [token for token in numbers if token not in years[:1]]
    year_first = bool(years) and bool(others) and years[0].start < others[0].start
    order = ["day"] if named else ["month", "day"] if year_first else ["day", "month"]
    if not named and len(others) > 1 and others[1 - order.index("day")].value > 12:
        order.reverse()
    roles = {token.start: role for token, role in zip(others, order, strict=False)}
    roles |= {token.start: "year" for token in years[:1]}
    return [_Token(t.start, t.end, t.written, t.value, roles.get(t.start, t.kind)) for t in tokens]


def _other(token: _Token, random: Random, *, padded: bool) -> str:
    if token.kind == "month":
        return _other_month(token, random, padded=padded)
    if token.kind == "day":
        return _number(token, random.choice(_as_long(token, range(1, 29), padded=padded)))
    if token.kind == "year":
        return _other_year(token, random)
    return token.written


def _as_long(token: _Token, numbers: range, *, padded: bool) -> list[int]:
    """Return the other numbers that have as many figures, so that no zero comes where dates have none."""
    figures = len(token.written) if token.written.isdecimal() and not padded else 0
    return [number for number in numbers if number != token.value and (not figures or len(str(number)) == figures)]


def _other_month(token: _Token, random: Random, *, padded: bool) -> str:
    new = random.choice(_as_long(token, range(1, 13), padded=padded))
    if token.written[:1].isdecimal() or not _month(fold(token.written)):
        return _number(token, new)
    word = fold(token.written)
    table = next((table for table in _TABLES if word in table), _SHORT)
    return written_like(token.written, table[new - 1].title())


def _other_year(token: _Token, random: Random) -> str:
    moved = [step for step in range(-_FARTHEST, _FARTHEST + 1) if step]
    short = token.value < 100
    low, high = (0, 99) if short else (token.value // 100 * 100, token.value // 100 * 100 + 99)
    if token.value >= 2000:
        moved = [step for step in moved if step < 0 and token.value + step >= 2000] or [1, 2, 3]
    years = [token.value + step for step in moved if low <= token.value + step <= high]
    return _number(token, random.choice(years or [token.value + step for step in (1, 2, 3)]))


def _number(token: _Token, number: int) -> str:
    """Return a number as the token is written: with as many figures, or in words."""
    if token.written[:1].isdecimal():
        figures = str(number).zfill(len(token.written))
        return "".join(chr(ord(figure) - 0x30 + _zero(token.written)) for figure in figures)
    if fold(token.written) in _ORDINALS and number <= len(_ORDINALS):
        return written_like(token.written, list(_ORDINALS)[number - 1].title())
    return written_like(token.written, _in_words(token, number).capitalize())


def _in_words(token: _Token, number: int) -> str:
    if number < 100:
        return said(str(number))
    century, rest = divmod(number, 100)
    begin = _TWO_THOUSAND if century == 20 else said(str(century))
    between = " " if " " in token.written else ""
    if "honderd" in token.written.lower():
        begin += "honderd"
    return f"{begin}{between}{said(str(rest))}" if rest else begin if century == 20 else f"{begin}honderd"


def _zero(figures: str) -> int:
    return ord(figures[0]) - int(figures[0])


def _glued(words: str, random: Random) -> str:
    return "".join(_other(token, random, padded=True) for token in _glued_tokens(words))


def _glued_tokens(figures: str) -> list[_Token]:
    """Return the parts of eight figures, in their order: the day first, or the year where only that makes a date."""
    readings = [
        [_Token(start, end, figures[start:end], int(figures[start:end]), kind) for start, end, kind in order]
        for order in _GLUED_ORDERS
    ]
    return next((reading for reading in readings if _is_date(reading)), readings[0])


def _is_date(tokens: list[_Token]) -> bool:
    parts = {token.kind: token.value for token in tokens}
    return 1 <= parts["day"] <= 31 and 1 <= parts["month"] <= 12 and parts["year"] // 100 in _CENTURIES
