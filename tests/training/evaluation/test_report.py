"""The report as data: complete, versioned, the same in every run, and without a word of any message."""

import json

import pytest

from classifier.drift import BINS
from classifier.records import Category
from classifier.training.corpus import CORPUS
from classifier.training.evaluation import REPORT_VERSION, corpus_hash, evaluate
from classifier.training.evaluation.current import names_by_origin
from classifier.training.metrics import Rate, Tally


def test_numbers(report, messages):
    assert report.messages == 6
    assert report.overall["must_warn_and_does"] == Rate(2, 3)
    assert report.overall["clean_that_warns"] == Rate(1, 2)
    assert report.categories[Category.DECISION] == Tally(right=1, missed=0, invented=1)
    assert report.topics_together == Tally(right=1, missed=0, invented=0)
    assert report.corpus == corpus_hash(messages)
    assert report.notes == ()
    assert 0 <= report.run.median_ms <= report.run.p99_ms


def test_json_round_trip_and_version(report):
    data = report.as_data()
    assert data["report_version"] == REPORT_VERSION == 2
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["encoder"] == "0123abcd"
    assert set(data["run"]) == {"date", "assess_ms"}
    assert data["overall"]["must_warn_and_does"]["interval"] == pytest.approx([0.208, 0.939], abs=0.001)
    assert data["categories"]["personal"]["confusion"]["warn"]["none"]["hits"] == 1
    assert {category: sum(counts) for category, counts in data["scores"].items()} == dict.fromkeys(Category, 6)
    assert {len(counts) for counts in data["scores"].values()} == {BINS}
    assert data["topics"]["union"]["recall"]["value"] is None
    assert data["fairness"]["passes"] is False
    assert data["reasons"]["together"]["falls_without_them"]["cases"] == 4
    assert data["errors"] == {"missed": ["a-2"], "false_alarms": ["b-1"]}


def test_the_same_model_and_messages_give_the_same_data(report, assessor, messages, names, scores):
    again = evaluate(assessor, messages, names=names, scores=scores, encoder="0123abcd").as_data() | {"run": None}
    assert json.dumps(again) == json.dumps(report.as_data() | {"run": None})


def test_no_text_of_a_message_is_data(report, messages):
    written = json.dumps(report.as_data(), ensure_ascii=False)
    assert not [message.id for message in messages if message.text in written]


def test_a_quick_run_assesses_every_message_once(assessor, messages, names):
    report = evaluate(assessor, messages, names=names, quick=True)
    assert assessor.calls == len(messages)
    assert report.robustness is None
    assert report.fairness is None
    assert all(item.falls is None for item in report.reasons.values())
    assert "quick" in report.notes[0]
    assert report.as_data()["robustness"] is None


def test_nothing_to_measure_on_is_refused(assessor):
    with pytest.raises(ValueError, match="nothing"):
        evaluate(assessor, [])


def test_names_stand_in_a_corpus_directory(tmp_path):
    assert names_by_origin(tmp_path) is None
    assert names_by_origin(tmp_path / "few.jsonl") is None
    assert len(names_by_origin(CORPUS)) >= 12
