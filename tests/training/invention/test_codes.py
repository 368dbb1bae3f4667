"""Codes keep their shape, character for character."""

import re
from random import Random

import pytest

from classifier.normalise import normalise_text
from classifier.training.invention.codes import other_case_number, other_credential, other_document, other_plate

SEEDS = range(6)


def shape(code):
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"\d", "0", code)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("plate", ["8-RLJ-87", "xn74tk", "GH-482-K", "66 z b n r"])
def test_a_plate_keeps_its_series(plate, seed):
    new = other_plate(plate, Random(seed))
    assert shape(new) == shape(plate)
    assert new != plate
    assert not set(new.upper()) & set("AEIOUCQ")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "plate", ["kenteken romeo zulu zeven een zes papa", "kenteken h n streepje twee zeven zes streepje v"]
)
def test_a_spelled_plate_is_read_as_one(plate, seed):
    new = other_plate(plate.removeprefix("kenteken "), Random(seed))
    assert re.fullmatch(r"kenteken [A-Z]{2}-\d{3}-[A-Z]", normalise_text(f"kenteken {new}").text, re.IGNORECASE), new


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("number", ["NWR4 K82 C6", "V 271 088 5346", "5183402976", "NP74KY5R9"])
def test_a_document_keeps_its_shape_and_its_first_character(number, seed):
    new = other_document(number, Random(seed))
    assert shape(new) == shape(number)
    assert new[0] == number[0]
    assert new != number
    assert "O" not in new


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("number", "form"),
    [
        ("OV-2025-0384", r"OV-2025-0[1-9]{3}"),
        ("Z/24/090417", r"Z/24/0[1-9]{5}"),
        ("00448127", r"00[1-9]{6}"),
        ("kk19-zt5", r"kk[1-9]{2}-zt[1-9]"),
        ("2024", r"[1-9]{4}"),
    ],
)
def test_a_case_number_keeps_its_house_style(number, form, seed):
    assert re.fullmatch(form, other_case_number(number, Random(seed)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("secret", "form"),
    [
        ("4471", r"\d{4}"),
        ("7719#", r"\d{4}#"),
        ("0-6-1-1", r"\d-\d-\d-\d"),
        ("Maashoek-Team4", r"[A-Z][a-z]+-[A-Z][a-z]+\d"),
        ("ghp_x7Lw02MmQz81", r"[a-z]{3}_[a-z]\d[A-Z][a-z]\d\d[A-Z][a-z][A-Z][a-z]\d\d"),
        ("twee acht vijf nul", r"\w+ \w+ \w+ \w+"),
        ("alleen met turf", r"[a-z]+ met [a-z]+"),
        ("tweelingster", r"[a-z]+"),
    ],
)
def test_a_secret_keeps_its_shape(secret, form, seed):
    assert re.fullmatch(form, other_credential(secret, Random(seed)))
