"""Doccano: what each kind of its projects gives back of one and the same file."""

import json

import pytest

from classifier.errors import CorpusError
from classifier.records import Level
from classifier.training.corpus import Message, Span
from classifier.training.exchange import Format, read_file
from classifier.training.exchange.doccano import labelled_example

MESSAGE = Message(
    id="a01-001",
    text="😀 mevr Yilmaz belt",
    lang="nl",
    personal=Level.NOTICE,
    decision=Level.NONE,
    confidential=Level.NONE,
    topics=(),
    entities=(Span(start=7, end=13, label="PERSON"),),
)
STALE = [[2, 6, "LOCATION"]]
OBJECT = {"id": 3, "label": "PERSON", "start_offset": 7, "end_offset": 13}


def read(tmp_path, *dropped, **changes):
    example = {name: value for name, value in labelled_example(MESSAGE).items() if name not in dropped}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(example | {"id": 12, "Comments": []} | changes), encoding="utf-8")
    return [entry.message for entry in read_file(path, Format.DOCCANO)]


def test_one_file_fits_every_kind_of_project():
    assert labelled_example(MESSAGE) == {
        "text": MESSAGE.text,
        "message_id": "a01-001",
        "label": [[7, 13, "PERSON"]],
        "entities": [[7, 13, "PERSON"]],
        "cats": ["personal.notice", "decision.none", "confidential.none", "language.nl"],
    }


def test_every_kind_of_project_gives_it_back(tmp_path):
    assert read(tmp_path, label=STALE) == [MESSAGE]  # intent detection and slot filling
    assert read(tmp_path, "entities") == [MESSAGE]  # sequence labelling
    assert read(tmp_path, label=STALE, entities=[OBJECT], relations=[]) == [MESSAGE]  # with relations


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": 7}, "has no text"),
        ({"cats": None}, "nothing says its levels"),
        ({"cats": ["Yilmaz belt"]}, "this is no choice"),
        ({"cats": ["personal.warn", "personal.none"]}, "more than one level of personal"),
        ({"entities": None}, "neither 'entities' nor 'label'"),
        ({"entities": [[7, 13]]}, "an entity is neither"),
        ({"entities": ["Yilmaz"]}, "an entity is neither"),
        ({"entities": [{"label": "PERSON"}]}, "an entity is neither"),
        ({"entities": [[7, 13, "PERSON"], [7, 13, "PERSON"]]}, "may not overlap"),
        ({"entities": [OBJECT], "relations": [{"from_id": 3, "to_id": 3, "type": "x"}]}, "holds relations"),
    ],
)
def test_what_is_undone_or_wrong_is_named(tmp_path, changes, problem):
    with pytest.raises(CorpusError, match=problem) as told:
        read(tmp_path, **changes)
    assert "Yilmaz" not in str(told.value)
