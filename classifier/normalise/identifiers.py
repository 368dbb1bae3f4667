"""Numbers that identify somebody, and the checks that tell whether pieces of one belong together."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from stdnum import iban, luhn
from stdnum.nl import bsn

__all__ = ["IBAN_LENGTHS", "is_bsn", "is_counting", "is_iban", "is_identifying", "is_phone_number"]

IBAN_LENGTHS: Final = {
    country: int(length)
    for country, length in (
        entry.split(":")
        for entry in (
            "NL:18 BE:16 DE:22 FR:27 LU:20 GB:22 IE:22 ES:24 PT:25 IT:27 AT:20 CH:21 DK:18 SE:24 NO:15 FI:18 PL:28 "
            "CZ:24 SK:24 HU:28 RO:24 BG:22 GR:27 TR:26 HR:21 SI:19 LT:20 LV:21 EE:20 UA:29 MT:31 CY:28"
        ).split()
    )
}
"""Length of an IBAN per country, from the SWIFT IBAN registry (ISO 13616-2)."""

_CARD_DIGITS = 16


def is_bsn(digits: str) -> bool:
    """Return whether nine digits pass the 11-proef of a citizen service number."""
    return len(digits) == 9 and bool(bsn.is_valid(digits))


def is_phone_number(digits: str) -> bool:
    """Return whether digits have the form of a Dutch phone number, with or without country code."""
    if digits.startswith("0031"):
        return len(digits) == 13
    if digits.startswith("+31"):
        return len(digits) == 12
    return len(digits) == 10 and digits[0] == "0" and digits[1] != "0"


def is_identifying(digits: str) -> bool:
    """Return whether digits make a citizen service number, a Dutch phone number or a card number."""
    return is_bsn(digits) or is_phone_number(digits) or (len(digits) == _CARD_DIGITS and bool(luhn.is_valid(digits)))


def is_iban(compact: str) -> bool:
    """Return whether letters and digits without separators make an IBAN (ISO 13616, mod 97)."""
    length = IBAN_LENGTHS.get(compact[:2].upper())
    return len(compact) == length and compact.isascii() and bool(iban.is_valid(compact, check_country=False))


def is_counting(digits: str) -> bool:
    """Return whether each digit is one more than the one before: somebody counts."""
    return all(int(after) - int(before) == 1 for before, after in pairwise(digits))
