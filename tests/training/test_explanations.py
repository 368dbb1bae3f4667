"""What is wrong with a record: told whole, with the nearest known word, and never with what stood there."""

import json

import pytest

from classifier.errors import CorpusError
from classifier.training.corpus import parse_message
from classifier.training.explanations import nearest

RECORD = {
    "id": "a-001",
    "text": "mevr Yilmaz belt",
    "lang": "nl",
    "personal": "notice",
    "decision": "none",
    "confidential": "none",
    "topics": [],
    "entities": [{"start": 5, "end": 11, "label": "PERSON"}],
}


def problem_of(record):
    line = record if isinstance(record, str) else json.dumps(record)
    with pytest.raises(CorpusError) as caught:
        parse_message(line, path="a.jsonl", line=1)
    return caught.value.problem


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"personal": "wran"}, ["personal: is none of 'none', 'notice' or 'warn'; did you mean 'warn'?"]),
        ({"lang": "geheim"}, ["lang: is none of 'nl', 'en' or 'mixed'"]),
        ({"topics": ["helth"]}, ["topics.0: is none of", "'union'", "did you mean 'health'?"]),
        ({"entities": [{"start": 5, "end": 11, "label": "persoon"}]}, ["entities.0.label", "did you mean 'PERSON'?"]),
        ({"entities": [{"start": "5", "end": 11, "label": "PERSON"}]}, ["entities.0.start: Input should be"]),
        ({"entities": [{"start": 5, "end": 99, "label": "PERSON"}]}, ["a span ends after the text does"]),
        ({"extra": 1}, ["extra: is no key of a record"]),
        ({"geheim van Yilmaz": 1}, ["(a key): is no key of a record"]),
        ({"text": ""}, ["text: String should have at least 1 character"]),
        ("{", ["is no JSON: EOF"]),
        ("[" * 100_000, ["is no JSON"]),
        ("9" * 5_000, ["is no JSON: number out of range at column"]),
        (json.dumps(RECORD | {"text": "\ud800"}), ["is no JSON"]),
    ],
)
def test_a_record_is_explained(change, said):
    problem = problem_of(change if isinstance(change, str) else RECORD | change)
    assert all(words in problem for words in said), problem
    assert "Yilmaz" not in problem
    assert "geheim" not in problem


def test_all_that_is_wrong_is_told():
    problem = problem_of(RECORD | {"personal": "veel", "lang": "fr", "topics": ["weer"]})
    assert [part.split(":")[0] for part in problem.split("; ") if ":" in part] == ["lang", "personal", "topics.0"]


def test_only_a_near_word_is_asked_after():
    assert nearest("Warn", ["none", "warn"]) == "; did you mean 'warn'?"
    assert nearest("x" * 10_000, ["none"]) == nearest(7, ["none"]) == nearest("niets", ["warn"]) == ""
