"""The lexicon: exact terms, stems, terms of several words, and the data itself."""

import time

import pytest

from classifier.records import Topic
from classifier.score.lexicon import LONGEST_TERM, SHORTEST_STEM, Lexicon

TERMS = {"health": ["griep", "verslaafd*", "licht verstandelijk"], "finance": ["schuld*", "griep"]}


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (["hij", "heeft", "griep"], {("health", 2, 3), ("finance", 2, 3)}),
        (["verslaafde"], {("health", 0, 1)}),
        (["verslaafd"], {("health", 0, 1)}),
        (["verslaaf"], set()),
        (["licht", "verstandelijk", "beperkt"], {("health", 0, 2)}),
        (["licht", "beperkt"], set()),
        (["griepje"], set()),
        ([], set()),
    ],
)
def test_finds_terms(tokens, expected):
    assert {(hit.group, hit.first, hit.last) for hit in Lexicon(TERMS).find(tokens)} == expected


def test_every_topic_has_a_group():
    assert set(Topic) <= set(Lexicon.load().groups)


def test_no_term_stands_twice_in_a_group_or_is_too_long_or_too_short():
    path = Lexicon.load.__wrapped__.__globals__["__file__"]
    from pathlib import Path

    from ruamel.yaml import YAML

    terms = YAML(typ="safe", pure=True).load(Path(path).with_name("lexicon.yaml"))
    for group, entries in terms.items():
        assert len(entries) == len(set(entries)), group
        for entry in entries:
            assert len(entry.split()) <= LONGEST_TERM, entry
            assert not entry.endswith("*") or len(entry.split()[-1]) > SHORTEST_STEM - 1, entry
            assert entry == entry.lower()


def test_is_linear():
    tokens = ["schuldhulpverleningstraject"] * 5_000
    started = time.perf_counter()
    assert sum(1 for _ in Lexicon.load().find(tokens)) >= 5_000
    assert time.perf_counter() - started < 1.0
