"""A seal holds for the text that was checked, and for no other."""

import pytest
from berichtwacht_teams.seals import Seals
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.characters(codec=None), max_size=50)


@given(TEXTS, TEXTS)
def test_a_seal_holds_for_its_own_text(text, assessment):
    seals = Seals(b"secret")
    assert seals.holds(seals.seal(text, assessment), text, assessment)


@pytest.mark.parametrize(
    ("text", "assessment"), [("akkoord ", "a"), ("akkoord", "b"), ("akkoor", "da"), ("", "akkoorda")]
)
def test_it_does_not_hold_for_another(text, assessment):
    seals = Seals(b"secret")
    assert not seals.holds(seals.seal("akkoord", "a"), text, assessment)


def test_what_is_no_seal_does_not_hold():
    assert not Seals().holds(None, "akkoord", "a")
    assert not Seals().holds("", "akkoord", "a")
    assert not Seals().holds("é", "akkoord", "a")


def test_apps_with_the_same_secret_know_each_other():
    assert Seals(b"one").holds(Seals(b"one").seal("x", "a"), "x", "a")
    assert not Seals(b"one").holds(Seals(b"two").seal("x", "a"), "x", "a")
    assert not Seals().holds(Seals().seal("x", "a"), "x", "a")


def test_a_seal_shows_nothing_of_the_text():
    assert len(Seals().seal("akkoord", "a")) == 22
