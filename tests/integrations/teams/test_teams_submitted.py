"""What comes back from a card is read to the letter."""

import pytest
from berichtwacht_client import Why
from berichtwacht_teams.records import Act, Submitted
from berichtwacht_teams.submitted import read_submitted
from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
)
FIELDS = st.sampled_from(["act", "draft", "text", "crisis", "reason", "assessment", "seal", "destination", "share"])


def test_a_whole_answer():
    data = {
        "act": "place",
        "draft": "akkoord",
        "crisis": "true",
        "reason": "urgent",
        "assessment": "id",
        "seal": "s",
        "destination": "motion",
        "share": "true",
    }
    assert read_submitted(data) == Submitted(Act.PLACE, "akkoord", True, Why.URGENT, "id", "s", "motion", True)


def test_the_verb_goes_first_and_the_box_goes_before_what_an_action_carries():
    submitted = read_submitted({"act": "close", "text": "carried"}, "crisis")
    assert (submitted.act, submitted.text) == (Act.CRISIS, "carried")
    assert read_submitted({"act": "check", "text": "carried", "draft": "typed"}).text == "typed"


@pytest.mark.parametrize("data", [None, [], "check", {}, {"act": "fly"}, {"act": ["check"]}, {"act": None}])
def test_what_no_card_of_ours_says_is_none(data):
    assert read_submitted(data) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("reason", "because"), ("reason", 3), ("assessment", "x" * 4097), ("seal", {"a": 1}), ("destination", "x" * 201)],
)
def test_a_field_that_is_not_right_is_left_out(name, value):
    assert getattr(read_submitted({"act": "check", name: value}), name) is None


@given(st.dictionaries(FIELDS, JSON))
def test_anything_can_be_read(data):
    submitted = read_submitted(data)
    assert submitted is None or isinstance(submitted.text, str)


def test_no_repr_shows_the_text():
    assert "sentinel" not in repr(read_submitted({"act": "check", "draft": "sentinel"}))
