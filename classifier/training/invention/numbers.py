"""Invented numbers: citizen service numbers, account numbers, bank cards and telephone numbers.

What passed its check passes it, and what failed it (a look-alike) fails it. Where numbers exist that nobody can have,
they are taken:

- accounts of Dutch banks fail the 11-proef that these banks number by;
- cards begin as the test cards of payment providers do;
- the Dutch numbering plan (Nummerplan telefoon- en ISDN-diensten) reserves no numbers for fiction, but it gives out no
  mobile numbers in 069, and no subscriber's number after an area code begins with 0 or 1.
"""

from __future__ import annotations

import re
from random import Random

import phonenumbers
from stdnum import iban, luhn
from stdnum.nl import bsn

from classifier.training.invention.digits import digits_in, is_spoken, random_digits, with_digits
from classifier.training.invention.writing import undressed

__all__ = ["account_number", "card_number", "citizen_number", "telephone_number"]

_BSN_DIGITS = 9
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{4,30}", re.ASCII)
_BANKS = "ABNA ASNB BUNQ INGB KNAB RABO RBRB SNSB TRIO".split()
_TEST_CARDS = {"4": ("401288", "411111", "424242", "400000"), "5": ("555555", "510510"), "2": ("222300",)}
_TEST_CARDS |= {"3": ("378282", "371449", "371144"), "6": ("601111", "601100")}
_AMERICAN_EXPRESS = re.compile(r"3[47]")
_AREA_CODES = re.compile(r"0(?:1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7\d)")
_SERVICE = re.compile(r"80\d|90\d|88")
_TRIES = 200


def citizen_number(words: str, random: Random) -> str:
    """Return another citizen service number, written as ``words`` are; eight digits stay eight, a zero left out."""
    digits = digits_in(words, mistyped=True)
    valid = bsn.is_valid(digits.zfill(_BSN_DIGITS))
    new = digits
    for _ in range(_TRIES):
        new = _like_first(digits, random)
        if len(digits) not in (8, 9) or bsn.is_valid(new.zfill(_BSN_DIGITS)) == valid:
            break
    return with_digits(words, new, mistyped=True)


def account_number(words: str, random: Random) -> str:
    """Return another account number (IBAN) of the same country, with the bank's letters and separators alike."""
    if is_spoken(words):
        return _spoken_account(words, random)
    letters = [letter for letter in words if letter.isalnum()]
    old = undressed("".join(letters)).upper()
    if len(old) != len(letters) or not _ACCOUNT.fullmatch(old):
        return with_digits(words, random_digits(len(digits_in(words)), random))
    return _in_place(words, _other_account(old, random))


def _spoken_account(words: str, random: Random) -> str:
    """Return an account number in words: the letters of the bank stay, the digits change together with their check."""
    digits = digits_in(words)
    bank = next(
        (match[0] for match in re.finditer(r"(?<!\w)[A-Za-z]{4}(?!\w)", words) if match[0].upper() in _BANKS), ""
    )
    if len(digits) != 12 or not bank:
        new = random_digits(len(digits), random)
    else:
        new = re.sub(
            r"[A-Z]", "", _other_account(f"NL{digits[:2]}{bank.upper()}{digits[2:]}", random, bank=bank.upper())
        )
    return with_digits(words, new)


def _other_account(old: str, random: Random, *, bank: str = "") -> str:
    """Return another account number in capitals and digits; it passes mod 97 when the old one does."""
    country, account = old[:2], old[4:]
    valid = bool(iban.is_valid(old, check_country=False))
    if country == "NL" and len(old) == 18:
        account = (bank or random.choice([code for code in _BANKS if code != old[4:8]])) + _no_account(random)
    else:
        account = "".join(random_digits(1, random) if letter.isdigit() else letter for letter in account)
    check = int(iban.calc_check_digits(f"{country}00{account}"))
    if not valid:
        check = random.choice([other for other in range(2, 99) if other != check])
    return f"{country}{check:02d}{account}"


def _no_account(random: Random) -> str:
    """Return ten digits that fail the 11-proef of Dutch account numbers."""
    while True:
        digits = "0" + random_digits(9, random)
        if sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11:
            return digits


def card_number(words: str, random: Random) -> str:
    """Return another card number of the same kind and length that begins as test cards do."""
    digits = digits_in(words, mistyped=True)
    valid = bool(luhn.is_valid(digits)) if digits else False
    kind = "3" if _AMERICAN_EXPRESS.match(digits) else digits[:1] if digits[:1] in "2456" else ""
    begin = random.choice(_TEST_CARDS[kind]) if kind and len(digits) > 6 else digits[:1]
    new = begin + random_digits(len(digits) - len(begin) - 1, random)
    check = luhn.calc_check_digit(new) if new else ""
    if not valid and check:
        check = str((int(check) + random.randrange(1, 10)) % 10)
    return with_digits(words, (new + check)[: len(digits)], mistyped=True)


def telephone_number(words: str, random: Random) -> str:
    """Return another telephone number of the same kind, written alike: a mobile stays one, and so does a published one.

    Of foreign numbers the country and the first digits stay.
    """
    digits = digits_in(words, mistyped=True)
    return with_digits(words, _other_number(digits, random), mistyped=True)


def _other_number(digits: str, random: Random) -> str:
    if len(digits) == 3:
        return random.choice([number for number in ("112", "113", "144") if number != digits] or [digits])
    if re.fullmatch(r"140\d{2,3}", digits):
        return "140" + random.choice("12345") + random_digits(len(digits) - 4, random)
    trunk = _trunk(digits)
    national = digits[len(trunk) :]
    if national.startswith("6") and len(national) == 9:
        return f"{trunk}69{random_digits(7, random)}"
    service = _SERVICE.match(national)
    if service:
        return trunk + service[0] + random_digits(len(national) - service.end(), random)
    if trunk and len(national) == 9:
        area = national[:2] if _AREA_CODES.match(f"0{national}") else national[:3]
        return f"{trunk}{area}{random.choice('01')}{random_digits(8 - len(area), random)}"
    return _foreign(digits, random)


def _trunk(digits: str) -> str:
    """Return what stands before a Dutch number: ``0``, ``0031``, ``31``, with a zero in brackets or without."""
    match = re.match(r"0031(?:0(?=\d{9}$))?|31(?:0(?=\d{9}$))?(?=\d{9})|0(?!0)|", digits)
    return match[0] if match else ""


def _foreign(digits: str, random: Random) -> str:
    """Return a number of the same country that is possible there, and valid if the old one is."""
    international = "+" + digits.removeprefix("00")
    valid = _is_valid(international)
    kept = len(digits) - len(international) + 1 + min(4, len(international) - 4)
    new = digits
    for _ in range(_TRIES):
        new = digits[:kept] + random_digits(len(digits) - kept, random)
        if not valid or _is_valid("+" + new.removeprefix("00")):
            break
    return new


def _is_valid(number: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, None)))
    except phonenumbers.NumberParseException:
        return False


def _like_first(digits: str, random: Random) -> str:
    """Return as many digits; a first zero stays, and none comes."""
    if not digits:
        return digits
    first = "0" if digits[0] == "0" else random.choice("123456789")
    return first + random_digits(len(digits) - 1, random)


def _in_place(words: str, new: str) -> str:
    """Return words with other letters and digits in the places of theirs, in the same case and width."""
    remaining = iter(new)
    return "".join(_as_there(letter, next(remaining)) if letter.isalnum() else letter for letter in words)


def _as_there(letter: str, new: str) -> str:
    if letter.islower():
        new = new.lower()
    wide = 0xFEE0 if 0xFF00 < ord(letter) < 0xFF5F else 0
    return chr(ord(new) + wide)
