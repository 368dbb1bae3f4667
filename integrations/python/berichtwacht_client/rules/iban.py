"""Bank account numbers: IBAN of any country, by its structure and mod 97 (ISO 13616)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from berichtwacht_client.rules.reading import Match, Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["account_numbers"]

_IBAN = TABLE["iban"]
_PIECE = re.compile(r"(\d+)([nac])")
_CHARACTERS = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
_LENGTHS = {
    country: 4 + sum(int(count) for count, _ in _PIECE.findall(written))
    for country, written in _IBAN["accounts"].items()
}
_STRUCTURES = {
    country: re.compile(_PIECE.sub(lambda piece: f"{_CHARACTERS[piece[2]]}{{{piece[1]}}}", written))
    for country, written in _IBAN["accounts"].items()
}
_NOT_COMPACT = re.compile(r"[^0-9A-Za-z]")


def account_numbers(reading: Reading) -> Iterator[Match]:
    """Yield the valid number at every place where one starts, in any grouping and case."""
    text = reading.plain
    reached = 0
    start = PATTERNS["iban_start"].search(text)
    while start:
        begin = start.start()
        end = _end_of(text, begin, _LENGTHS.get(_compact(start[0])[:2], 0)) if begin >= reached else None
        if end is not None and _is_valid(number := _compact(text[begin:end])):
            reached = end
            yield Match(begin, end, TABLE["scores"]["iban"], public=number in _PUBLISHED)
        start = PATTERNS["iban_start"].search(text, begin + 1)


def _end_of(text: str, start: int, length: int) -> int | None:
    """Return where the number of ``length`` letters and digits from ``start`` ends, if nothing else comes between."""
    widest = _IBAN["widest_gap"]
    seen = gap = 0
    for index in range(start, min(len(text), start + widest * length)):
        character = text[index]
        if character.isascii() and character.isalnum():
            gap = 0
            seen += 1
            if seen == length:
                return None if PATTERNS["iban_goes_on"].match(text, index + 1) else index + 1
        elif character in _IBAN["separators"] and gap < widest:
            gap += 1
        else:
            return None
    return None


def _is_valid(number: str) -> bool:
    if not _STRUCTURES[number[:2]].fullmatch(number[4:]):
        return False
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1


def _compact(number: str) -> str:
    return _NOT_COMPACT.sub("", number).upper()


_PUBLISHED = frozenset(_compact(number) for number in TABLE["organisation"]["ibans"])
