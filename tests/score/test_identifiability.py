"""How well words tell whom a message is about."""

import pytest
from builders import message

from classifier.score.identifiability import WEIGHTS, Pointer, identify, strongest

CASES = [
    ("de vrouw van Kees heeft schulden", [("PERSON", "Kees")], Pointer.KIN_OF_NAME),
    ("Kees z'n vrouw heeft schulden", [("PERSON", "Kees")], Pointer.KIN_OF_NAME),
    ("de zoon van mw Wattimena", [("PERSON", "Wattimena")], Pointer.KIN_OF_NAME),
    ("vraag Peter even", [("PERSON", "Peter")], Pointer.FIRST_NAME),
    ("Peter de Wit belt", [("PERSON", "Peter de Wit")], Pointer.NAME_IN_FULL),
    ("mevr. Yilmaz belt", [("PERSON", "Yilmaz")], Pointer.TITLE_AND_NAME),
    ("wethouder Jansen opent", [("PERSON", "Jansen")], Pointer.OFFICE_HOLDER),
    ("bsn 123456782", [("NL_BSN", "123456782")], Pointer.NUMBER),
    ("woont op Kerkweg 12", [("STREET_ADDRESS", "Kerkweg 12")], Pointer.ADDRESS),
    ("die jongen van nummer 12", [], Pointer.HOUSE_NUMBER),
    ("onze nieuwe stagiaire", [], Pointer.ROLE),
    ("heb hier een client met schulden", [], Pointer.SOMEBODY),
]


@pytest.mark.parametrize(("text", "entities", "pointer"), CASES)
def test_points_at_a_person(text, entities, pointer):
    found = identify(message(text, *entities))
    assert pointer in {item.pointer for item in found}
    assert strongest(found) >= WEIGHTS[pointer]


@pytest.mark.parametrize("text", ["de vergadering begint om 8", "koffie?", "kamer 12 is vrij", ""])
def test_points_at_nobody(text):
    assert strongest(identify(message(text))) == 0.0


def test_what_is_published_points_at_nobody():
    found = identify(message("bel 14 071", ("PHONE_NUMBER", "14 071"), public={"14 071"}))
    assert found == ()


def test_every_pointer_has_a_weight():
    assert set(WEIGHTS) == set(Pointer)
    assert all(0 < weight <= 1 for weight in WEIGHTS.values())
