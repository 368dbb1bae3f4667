"""Telling names by their letters, measured on names that stand on none of the lists: those of the fairness gate."""

import pytest

from classifier.training.invention.letters import is_given, likeliest, likeliest_origin
from classifier.training.origins import read_origins


@pytest.mark.parametrize(
    ("origin", "least"), [("dutch", 0.9), ("frisian", 0.9), ("turkish", 0.6), ("moroccan", 0.7), ("polish", 0.85)]
)
def test_most_full_names_get_their_origin(origin, least):
    names = read_origins()[origin][::6]
    expected = "dutch" if origin == "frisian" else origin
    words = ([(name.split()[0], True), (name.split()[-1], False)] for name in names)
    assert sum(likeliest_origin(pair) == expected for pair in words) >= least * len(names)


@pytest.mark.parametrize("name", ["henk", "Kees", "lotte", "Ruben", "Fatima", "Youssef"])
def test_first_names_that_are_heard_most_are_told(name):
    assert is_given(name)


@pytest.mark.parametrize("name", ["jansen", "Dijkstra", "Hoogendijk", "Vriesma"])
def test_surnames_are_told(name):
    assert not is_given(name)


def test_a_list_goes_before_letters():
    assert likeliest("Nurten") == ("turkish", "female")
    assert likeliest("Henk", kinds=("female", "male"), origin="dutch") == ("dutch", "male")
