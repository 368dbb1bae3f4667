"""Prodigy: tokens that fit every entity, and what annotators leave undone."""

import json

import pytest
from hypothesis import given
from labelled_messages import messages

from classifier.errors import CorpusError
from classifier.records import Category, Level, Topic
from classifier.training.corpus import Message, Span
from classifier.training.exchange import Format, read_file
from classifier.training.exchange.labels import CHOICES
from classifier.training.exchange.predictions import Predicted, PredictedSpan
from classifier.training.exchange.prodigy import annotated_example, predicted_example

MESSAGE = Message(
    id="a01-001",
    text="😀 bsn149651405 van Danylos dossier",
    lang="nl",
    personal=Level.WARN,
    decision=Level.NONE,
    confidential=Level.NONE,
    topics=(Topic.FINANCE,),
    entities=(Span(start=5, end=14, label="NL_BSN"), Span(start=19, end=25, label="PERSON")),
)


def read(tmp_path, **changes):
    path = tmp_path / "dataset.jsonl"
    path.write_text(json.dumps(annotated_example(MESSAGE) | changes), encoding="utf-8")
    return [entry.message for entry in read_file(path, Format.PRODIGY)]


def test_entities_within_words_get_tokens_of_their_own():
    example = annotated_example(MESSAGE)
    assert [token["text"] for token in example["tokens"]] == ["😀", "bsn", "149651405", "van", "Danylo", "s", "dossier"]
    assert [token["ws"] for token in example["tokens"]] == [True, False, True, True, False, True, False]
    assert [(span["token_start"], span["token_end"]) for span in example["spans"]] == [(2, 2), (4, 4)]


@given(message=messages())
def test_tokens_make_the_text_and_every_entity_has_some(message):
    example = annotated_example(message)
    tokens = example["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == message.text
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert len(example["spans"]) == len(message.entities)
    for span in example["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]


def test_choices_are_options(tmp_path):
    example = annotated_example(MESSAGE)
    assert [option["id"] for option in example["options"]] == list(CHOICES)
    assert example["accept"] == ["personal.warn", "decision.none", "confidential.none", "topic.finance", "language.nl"]
    assert not [name for name in example if name.startswith("_")]
    assert read(tmp_path, _input_hash=1, _task_hash=2, _timestamp=3, _annotator_id="x") == [MESSAGE]
    assert read(tmp_path, meta={"pattern": 7})[0].id == ""


def test_what_the_model_says_waits_for_an_answer(tmp_path):
    says = Predicted(
        levels={Category.PERSONAL: (Level.WARN, 0.91234), Category.DECISION: (Level.NONE, 0.8)},
        topics=((Topic.HEALTH, 0.6),),
        spans=(PredictedSpan(19, 26, "PERSON", 0.75),),
        model_version="7",
    )
    example = predicted_example(MESSAGE, says)
    assert example["meta"] == {"id": "a01-001", "score": 0.8, "model_version": "7"}
    assert example["accept"] == ["personal.warn", "decision.none", "topic.health", "language.nl"]
    assert example["spans"] == [
        {"start": 19, "end": 26, "label": "PERSON", "score": 0.75, "token_start": 3, "token_end": 3}
    ]
    assert "answer" not in example
    with pytest.raises(CorpusError, match=r"dataset.jsonl:1: has no answer"):
        read(tmp_path, answer=None)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answer": "reject"}, "was rejected"),
        ({"answer": "ignore"}, "was skipped"),
        ({"answer": ["Danylo"]}, "has no answer"),
        ({"text": None}, "has no text"),
        ({"accept": None}, "'accept' is no list"),
        ({"accept": ["personal.warn"]}, "no level of decision"),
        ({"accept": [1]}, "this is no choice"),
        ({"spans": {}}, "'spans' is no list"),
        ({"spans": ["Danylo"]}, "'spans' is no list"),
        ({"spans": [{"start": 19, "end": 25}]}, "this is no entity"),
        ({"spans": [{"start": 20, "end": 25, "label": "PERSON"}]}, "covers a part of a word"),
        ({"spans": [{"start": 5, "end": 14, "label": "NL_BSN"}] * 2}, "may not overlap"),
        ({"relations": [{"head": 1, "child": 2}]}, "holds relations"),
    ],
)
def test_what_is_undone_or_wrong_is_named(tmp_path, changes, problem):
    with pytest.raises(CorpusError, match=problem) as told:
        read(tmp_path, **changes)
    assert "Danylo" not in str(told.value)
