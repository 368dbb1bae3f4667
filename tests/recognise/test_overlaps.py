"""Two findings never share a character, and the stated rule says which stays."""

import itertools
import random

import pytest

from classifier.recognise.overlaps import resolve_overlaps
from classifier.records import Entity


def entity(label, start, end, score):
    return Entity(label=label, start=start, end=end, score=score, recogniser="test")


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([("A", 0, 3, 0.5), ("B", 3, 6, 0.5)], ["A", "B"], id="neighbours stay"),
        pytest.param([("B", 3, 6, 0.5), ("A", 0, 3, 0.5)], ["A", "B"], id="ordered by start"),
        pytest.param([("A", 0, 9, 0.8), ("B", 4, 6, 0.9)], ["B"], id="higher score"),
        pytest.param([("A", 0, 9, 0.9), ("B", 0, 4, 0.9)], ["A"], id="longer"),
        pytest.param([("A", 0, 12, 1.0), ("NL_BSN", 2, 11, 0.9)], ["NL_BSN"], id="a check digit goes before a score"),
        pytest.param([("A", 2, 6, 0.9), ("B", 0, 4, 0.9)], ["B"], id="starts first"),
        pytest.param([("B", 0, 4, 0.9), ("A", 0, 4, 0.9)], ["A"], id="alphabet"),
        pytest.param([("A", 0, 4, 0.90001), ("B", 0, 6, 0.9)], ["B"], id="scores are compared to three decimals"),
        pytest.param([("A", 0, 4, 0.7), ("B", 3, 8, 0.9), ("C", 7, 12, 0.8)], ["B"], id="losers are dropped whole"),
        pytest.param([("A", 0, 4, 0.9), ("B", 3, 8, 0.8), ("C", 7, 12, 0.7)], ["A", "C"], id="a loser frees its place"),
    ],
)
def test_which_stays(found, kept):
    assert [item.label for item in resolve_overlaps(entity(*values) for values in found)] == kept


def test_no_two_share_a_character_and_the_order_of_finding_plays_no_part():
    source = random.Random(7)
    found = []
    for _ in range(300):
        start = source.randrange(500)
        found.append(entity(source.choice("ABC"), start, start + source.randrange(1, 20), source.random()))
    kept = resolve_overlaps(found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(kept))
    source.shuffle(found)
    assert resolve_overlaps(found) == kept
