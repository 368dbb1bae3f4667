"""Citizen service numbers (burgerservicenummer), by the 11-proef."""

from __future__ import annotations

from collections.abc import Iterator

from berichtwacht_client.rules.cues import called_otherwise, clause_after, clause_before
from berichtwacht_client.rules.digits import WrittenNumber, written_numbers
from berichtwacht_client.rules.reading import Match, Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["citizen_service_numbers"]

_CUE = PATTERNS["bsn_cue"]
_CERTAIN, _LIKELY, _POSSIBLE = (TABLE["scores"][name] for name in ("bsn_certain", "bsn_likely", "bsn_possible"))
_LENGTHS = TABLE["lengths"]["bsn"]


def citizen_service_numbers(reading: Reading) -> Iterator[Match]:
    """Yield nine digits that pass the 11-proef, and eight with a dropped zero when a cue stands near."""
    reached = 0
    for number in written_numbers(reading, _LENGTHS):
        if number.start >= reached and _is_valid(number.digits.zfill(9)):
            score = _score(reading, number)
            if score:
                reached = number.end
                yield Match(number.start, number.end, score)


def _is_valid(digits: str) -> bool:
    if not digits.isascii() or int(digits) == 0:
        return False
    weighted = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:-1]))
    return (weighted - int(digits[-1])) % 11 == 0


def _score(reading: Reading, number: WrittenNumber) -> float:
    if number.glued or called_otherwise(reading, number.start, number.end, _CUE):
        return 0.0
    windows = TABLE["windows"]
    before = _CUE.search(clause_before(reading, number.start, windows["bsn_before"]))
    cued = before or _CUE.search(clause_after(reading, number.end, windows["bsn_after"]))
    if len(number.digits) < 9:
        return float(_LIKELY) if cued else 0.0
    if cued:
        return float(_CERTAIN) if number.isolated or before else 0.0
    if not number.isolated:
        return 0.0
    return float(_LIKELY if number.groups == 1 else _POSSIBLE)
