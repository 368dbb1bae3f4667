"""Streets, postcodes and places keep their form."""

import re
from random import Random

import pytest

from classifier.training.invention.addresses import other_place, other_postcode, other_street_address
from classifier.training.invention.lists import places

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("Kerkweg 12", r"[A-Z]+[a-z]+weg [1-9]\d"),
        ("kerkweg 12a", r"[a-z]+weg [1-9]\d[b-f]"),
        ("Bleekveld 44 bis", r"[A-Z]+[a-z]+veld [1-9]\d bis"),
        ("Binnenweer 40-3", r"[A-Z]+[a-z]+ [1-9]\d-[1-9]"),
        ("Oude Vest 77-3", r"Oude [A-Z]+[a-z]+ [1-9]\d-[1-9]"),
        ("Pastoor Kuijtenstraat 55", r"Pastoor [A-Z]+[a-z]+straat [1-9]\d"),
        ("Rietkraag 61 a", r"[A-Z]+[a-z]+ [1-9]\d [b-f]"),
        ("Kerkstraat twaalf", r"[A-Z]+[a-z]+straat [a-z]+"),
    ],
)
def test_an_address_keeps_its_form(address, form, seed):
    new = other_street_address(address, Random(seed))
    assert re.fullmatch(form, new), new
    assert new != address


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("postcode", "form"),
    [
        ("9744 KD", r"[3-9]\d{3} [A-Z]{2}"),
        ("4872pk", r"[3-9]\d{3}[a-z]{2}"),
        ("2 7 4 3 Z B", r"\d \d \d \d [A-Z] [A-Z]"),
        ("vier negen nul drie k d", r"\w+ \w+ \w+ \w+ [a-z] [a-z]"),
    ],
)
def test_a_postcode_keeps_its_form(postcode, form, seed):
    new = other_postcode(postcode, Random(seed))
    assert re.fullmatch(form, new), new
    assert new[-2:].upper() not in {"SA", "SD", "SS"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_place_stays_of_its_kind(seed):
    assert other_place("Turkije", Random(seed)) in {name.replace("ë", "e") for name in places().countries}
    assert other_place("VOLENDAM", Random(seed)).title() in places().towns
    assert other_place("Achterweg", Random(seed)).endswith("weg")
    assert other_place("Twente", Random(seed)) in places().regions
