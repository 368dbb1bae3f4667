"""Numbers keep their form and their check; nobody has those that can be chosen so."""

import re
from random import Random

import pytest
from stdnum import iban, luhn
from stdnum.nl import bsn

from classifier.training.invention.digits import digits_in
from classifier.training.invention.numbers import account_number, card_number, citizen_number, telephone_number

SEEDS = range(6)


def form(words):
    return re.sub(r"\d", "0", words)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("words", ["931.595.307", "4411 53 896", "59922\n9275", "111222333", "123456789"])
def test_citizen_numbers_pass_and_fail_as_they_did(words, seed):
    new = citizen_number(words, Random(seed))
    assert form(new) == form(words)
    assert new != words
    assert bsn.is_valid(digits_in(new)) == bsn.is_valid(digits_in(words))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_citizen_number_without_its_zero_stays_one(seed):
    new = citizen_number("68698331", Random(seed))
    assert len(new) == 8
    assert bsn.is_valid(f"0{new}")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "words",
    [
        "NL52 RABO 0106 2489 42",
        "nl83abna0139406205",
        "BE68 1513 3921 9134",
        "DE98 9021 0757 1065 8841 21",
        "NL00RABO0106248942",
    ],
)
def test_account_numbers_pass_and_fail_as_they_did(words, seed):
    new = account_number(words, Random(seed))
    assert re.sub(r"\w", "x", new) == re.sub(r"\w", "x", words)
    assert new[:2] == words[:2]
    assert new.isupper() == words.isupper()
    assert iban.is_valid(new, check_country=False) == iban.is_valid(words, check_country=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_dutch_bank_numbers_by_the_account(seed):
    account = account_number("NL52RABO0106248942", Random(seed))[8:]
    assert sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), account, strict=True)) % 11


@pytest.mark.parametrize("seed", SEEDS)
def test_a_spoken_account_number_stays_valid(seed):
    new = account_number("NL dertien ABNA nul vijf vijf negen zes een zes nul twee vier", Random(seed))
    digits = digits_in(new)
    assert iban.is_valid(f"NL{digits[:2]}ABNA{digits[2:]}")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "words", ["5342 6076 3982 4943", "343415119395099", "4889 5884 | 7863 6907", "4889588478636908"]
)
def test_cards_pass_and_fail_as_they_did_and_begin_as_test_cards_do(words, seed):
    new = card_number(words, Random(seed))
    assert form(new) == form(words)
    assert luhn.is_valid(digits_in(new)) == luhn.is_valid(digits_in(words))
    assert digits_in(new)[:4] in {"4012", "4111", "4242", "4000", "5555", "5105", "3782", "3714", "3711"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("06 - 53 27 90 14", "069"),
        ("+31 6 28 40 71 35", "3169"),
        ("0031 6 44679375", "003169"),
        ("+31 (0)6 28407135", "31069"),
        ("o6-l2345678", "069"),
        ("613 483 781", "69"),
        ("nul zes achtentwintig zevenenzeventig zevenenvijftig vijfentachtig", "069"),
        ("071-3327415", "071[01]"),
        ("0579 44 10 10", "0579[01]"),
        ("0800 4455", "0800"),
        ("088-1234567", "088"),
        ("14 071", "140"),
        ("+48 601 224 317", "4860"),
        ("112", "113|144"),
    ],
)
def test_telephone_numbers_stay_of_their_kind_and_are_nobodys(words, begins, seed):
    new = telephone_number(words, Random(seed))
    assert re.match(begins, digits_in(new)), new
    assert len(digits_in(new)) == len(digits_in(words, mistyped=True))
    if not any(map(str.isalpha, words)):
        assert form(new) == form(words)
