"""What is invented from: no name that fairness is measured with, and lists long enough to choose from."""

import re

import pytest
from ruamel.yaml import YAML

from classifier.training.invention.lists import namings, places, prefixed
from classifier.training.invention.persons import PREFIXES
from classifier.training.names import fold
from classifier.training.origins import ORIGINS


def words_of_the_fairness_gate():
    words = set()
    for origin in YAML(typ="safe").load(ORIGINS.read_text(encoding="utf-8")).values():
        for group in (origin, *origin.get("also", ())):
            for name in (*group["first_names"], *group["surnames"]):
                words |= {fold(word) for word in re.split(r"[\s-]+", name)}
    return words - PREFIXES


def invented_words():
    for origin, naming in namings().items():
        for name in (*naming.female, *naming.male, *naming.family):
            yield origin, name
    for prefix, names in prefixed().items():
        for name in names:
            yield prefix, name


def test_no_invented_name_is_one_that_fairness_is_measured_with():
    measured = words_of_the_fairness_gate()
    assert len(measured) > 1000
    assert [item for item in invented_words() if fold(item[1]) in measured] == []


@pytest.mark.parametrize("origin", namings())
def test_every_origin_has_names_to_choose_from(origin):
    naming = namings()[origin]
    for names in (naming.female, naming.male, naming.family):
        assert len(names) >= 7
        assert len({fold(name) for name in names}) == len(names)


def test_a_name_is_one_word():
    assert all(" " not in name for _, name in invented_words())


def test_places_are_there():
    assert len(places().towns) > 100
    assert {"straat", "weg"} <= set(places().street_endings)
