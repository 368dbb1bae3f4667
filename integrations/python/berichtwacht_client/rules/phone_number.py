"""Telephone numbers of the Netherlands, private and published.

The ranges follow the Dutch numbering plan, as Google's libphonenumber describes them. Numbers of other countries
need its whole metadata: the service finds those.
"""

from __future__ import annotations

from collections.abc import Iterator

from berichtwacht_client.rules.cues import called_otherwise, cue_before
from berichtwacht_client.rules.reading import Match, Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["telephone_numbers"]

_CUE = PATTERNS["phone_cue"]
_WINDOW = TABLE["windows"]["cue"]
_VALID, _POSSIBLE, _PUBLIC = (TABLE["scores"][name] for name in ("phone_valid", "phone_possible", "phone_public"))
_TO_ASCII = str.maketrans(TABLE["alphabet"]["digits"], "0123456789")


def telephone_numbers(reading: Reading) -> Iterator[Match]:
    """Yield published and Dutch numbers, and mobiles without their zero."""
    for name in ("phone_municipality", "phone_service"):
        for start, end in _callable(reading, name):
            yield Match(start, end, _PUBLIC, public=True)
    yield from _short(reading)
    for start, end in _callable(reading, "phone_dutch"):
        yield from _dutch(reading, start, end)
    for start, end in _callable(reading, "phone_without_zero"):
        if cue_before(reading, start, _CUE):
            yield Match(start, end, _POSSIBLE)


def _short(reading: Reading) -> Iterator[Match]:
    text = reading.folded
    for match in PATTERNS["phone_short"].finditer(text):
        start, end = match.span()
        before = text[max(0, start - _WINDOW) : start]
        called = PATTERNS["phone_short_before"].search(before) or PATTERNS["phone_short_after"].match(text, end)
        if called and not PATTERNS["phone_counted"].match(text, end):
            yield Match(start, end, _PUBLIC, public=True)


def _dutch(reading: Reading, start: int, end: int) -> Iterator[Match]:
    written = reading.plain[start:end]
    number = _national(written)
    if PATTERNS["phone_published"].match(number):
        if not written.startswith("0") or written.startswith("00"):
            yield Match(start, end, _PUBLIC, public=True)
    elif PATTERNS["phone_valid"].fullmatch(number.translate(_TO_ASCII)):
        yield Match(start, end, _VALID, public=number in _PUBLISHED)
    elif number.startswith("06") or cue_before(reading, start, _CUE):
        yield Match(start, end, _POSSIBLE, public=number in _PUBLISHED)


def _callable(reading: Reading, name: str) -> Iterator[tuple[int, int]]:
    """Yield what the pattern finds, if nothing around says that the digits are a date, a document or an order."""
    text = reading.folded if name == "phone_municipality" else reading.plain
    for match in PATTERNS[name].finditer(text):
        start, end = match.span()
        before = reading.folded[max(0, start - _WINDOW) : start]
        counting = PATTERNS["phone_counting"].match(text, start) and PATTERNS["phone_counting_before"].search(before)
        if not (
            counting
            or PATTERNS["phone_date"].match(text, start)
            or PATTERNS["phone_document"].search(before)
            or "://" in before.rpartition(" ")[2]
            or called_otherwise(reading, start, end, _CUE)
        ):
            yield start, end


def _national(number: str) -> str:
    """Return the digits as dialled within the Netherlands."""
    digits = PATTERNS["phone_not_digit"].sub("", number.replace("(0)", "").replace("O", "0"))
    country = PATTERNS["phone_country"].match(digits)
    return "0" + digits[country.end() :] if country else digits


_PUBLISHED = frozenset(_national(number) for number in TABLE["organisation"]["phone_numbers"])
