"""Cues: words around a number that say what it is, or that it is something else."""

from __future__ import annotations

import re

from berichtwacht_client.rules.reading import Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["called_otherwise", "clause_after", "clause_before", "cue_before"]

_WINDOWS = TABLE["windows"]


def cue_before(reading: Reading, start: int, cue: re.Pattern[str]) -> bool:
    """Return whether ``cue`` matches shortly before ``start``."""
    return cue.search(reading.folded, max(0, start - _WINDOWS["cue"]), start) is not None


def clause_before(reading: Reading, start: int, window: int) -> str:
    """Return what stands within ``window`` characters before ``start``, back to the end of the clause before."""
    first = max(0, start - window)
    ends = [match.end() for match in PATTERNS["clause_end"].finditer(reading.plain[first:start])]
    return reading.folded[first + ends[-1] if ends else first : start]


def clause_after(reading: Reading, end: int, window: int) -> str:
    """Return what stands within ``window`` characters after ``end``, up to the end of the clause."""
    stop = PATTERNS["clause_end"].search(reading.plain[end : end + window])
    return reading.folded[end : end + (stop.start() if stop else window)]


def called_otherwise(
    reading: Reading, start: int, end: int, own: re.Pattern[str], *, receipt_gives_way: bool = False
) -> bool:
    """Return whether words say that the number from ``start`` to ``end`` is an order, meter, invoice or such number.

    A word of ``own`` that stands nearer than the other word wins. Any one wins from the dossier or client that the
    number belongs to and, with ``receipt_gives_way``, from the receipt that it stands on.
    """
    before = clause_before(reading, start, _WINDOWS["far"])
    otherwise, wanted = _last_end(PATTERNS["called"], before), _last_end(own, before)
    if otherwise > wanted:
        return True
    if PATTERNS["just_before"].search(before[-_WINDOWS["near"] :]):
        belongs = PATTERNS["of_dossier"].search(before) or (receipt_gives_way and PATTERNS["on_receipt"].search(before))
        if wanted < 0 or not belongs:
            return True
    after = clause_after(reading, end, _WINDOWS["after"])
    return wanted < 0 and bool(PATTERNS["just_after"].match(after) or PATTERNS["no_bsn"].search(after))


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
