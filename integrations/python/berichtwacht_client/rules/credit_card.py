"""Credit card numbers, by their issuer's prefix, length and the Luhn check (ISO/IEC 7812)."""

from __future__ import annotations

from collections.abc import Iterator

from berichtwacht_client.rules.cues import called_otherwise, cue_before
from berichtwacht_client.rules.digits import written_numbers
from berichtwacht_client.rules.reading import Match, Reading
from berichtwacht_client.rules.table import PATTERNS, TABLE

__all__ = ["card_numbers"]

_CUE = PATTERNS["card_cue"]
_LENGTHS = TABLE["lengths"]["card"]


def card_numbers(reading: Reading) -> Iterator[Match]:
    """Yield the numbers of the large issuers that pass the Luhn check; of other bank cards those with a cue."""
    for number in written_numbers(reading, _LENGTHS):
        alone = number.isolated or PATTERNS["card_expiry"].match(reading.plain, number.end)
        if number.glued or not alone or not _is_valid(number.digits):
            continue
        issued = PATTERNS["card_issuers"].fullmatch(number.digits) or (
            PATTERNS["card_debit"].fullmatch(number.digits) and cue_before(reading, number.start, _CUE)
        )
        if issued and not called_otherwise(reading, number.start, number.end, _CUE, receipt_gives_way=True):
            yield Match(number.start, number.end, TABLE["scores"]["card"])


def _is_valid(digits: str) -> bool:
    if not digits.isascii():
        return False
    values = [int(digit) for digit in reversed(digits)]
    return (sum(values[::2]) + sum(sum(divmod(2 * value, 10)) for value in values[1::2])) % 10 == 0
