"""Versions on disk, one against the other: the shipped model, and a copy of it that is made worse on purpose."""

import json
import shutil

import numpy as np
import pytest
import skops.io
from typer.testing import CliRunner

from classifier.artefacts import ENCODERS, VERSION_FILE, current_version, load_estimators
from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.errors import ArtefactError, ConfigurationError
from classifier.records import Level
from classifier.score.scorer import ARTEFACT, KEYS
from classifier.training.corpus import CORPUS, read_messages, write_messages
from classifier.training.evaluation import against
from classifier.training.evaluation.against import COMPARISON_FILE, compare_versions, refusals
from classifier.training.evaluation.gate import Limit
from classifier.training.evaluation.loading import ReadOnce, find_versions, load_both
from classifier.vocabulary import TARGETS

GATE = """\
rules:
  - name: missed warnings
    measures: [categories.personal.warn.missed, categories.decision.warn.missed, categories.confidential.warn.missed]
    worse_by: 5.0
  - name: clean messages that warn
    measures: [overall.clean_that_warns]
    worse_by: 1.0
  - name: persons that are found
    measures: [entities.PERSON.recall]
    worse_by: 0.0
"""


def copy(models, name, *, created="2027-01-01", change=lambda _: None):
    """Copy the shipped version under another name, with its estimators changed."""
    shipped, version = current_version(), models / name
    version.mkdir(parents=True)
    estimators = load_estimators(shipped / ARTEFACT, expected=KEYS)
    change(estimators)
    (version / ARTEFACT).write_bytes(skops.io.dumps(estimators))
    notes = json.loads((shipped / VERSION_FILE).read_text(encoding="utf-8"))
    notes |= {"version": name, "created": created}
    notes.pop("files", None)
    (version / VERSION_FILE).write_text(json.dumps(notes), encoding="utf-8")
    return version


def without_decisions(estimators):
    """Let no decision reach a warning."""
    estimators["risk.intercepts"] = np.array(estimators["risk.intercepts"])
    estimators["risk.intercepts"][TARGETS.index("decision.warn")] -= 20


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """The shipped version as the current one, and a newer one that warns for no decision."""
    models = tmp_path_factory.mktemp("models")
    (models / ENCODERS).symlink_to((current_version().parent / ENCODERS).resolve())
    copy(models, "good")
    copy(models, "worse", created="2027-02-01", change=without_decisions)
    (models / "current.json").write_text(json.dumps({"version": "good"}), encoding="utf-8")
    return models


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus whose test set is some messages of one author that the shipped model was fitted by."""
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "messages").mkdir()
    messages = list(read_messages(CORPUS / "messages" / "a11.jsonl"))
    decisions = [message for message in messages if message.decision is Level.WARN]
    others = [message for message in messages if message.decision is not Level.WARN][:48]
    write_messages(corpus / "messages" / "a11.jsonl", [*decisions, *others])
    authors = "a11:\n  split: test\n  brief: some messages to compare two versions on\n"
    (corpus / "authors.yaml").write_text(authors, encoding="utf-8")
    return corpus


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    path = tmp_path_factory.mktemp("gate") / "gate.yaml"
    path.write_text(GATE, encoding="utf-8")
    return path


def evaluate(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_a_version_that_is_worse_in_one_category_is_refused_for_that_alone(models, corpus, gate):
    good, worse = models / "good", models / "worse"
    (refusal,) = refusals(worse, good, directory=corpus, gate=gate)
    assert (refusal.measure, refusal.limit) == ("categories.decision.warn.missed", Limit.WORSE_BY)
    kept = json.loads((worse / COMPARISON_FILE).read_text(encoding="utf-8"))
    assert kept["changes"]
    assert {item["category"] for item in kept["changes"]} == {"decision"}
    assert kept["differences"]["entities.PERSON.recall"]["change"] == 0


def test_what_was_kept_is_used_as_long_as_it_is_of_the_same_things(models, corpus, gate, monkeypatch):
    good, worse = models / "good", models / "worse"
    before = refusals(worse, good, directory=corpus, gate=gate)
    measured = []

    def count(*paths, **_):
        measured.append(paths[0].name)
        raise ArtefactError("measured")

    monkeypatch.setattr(against, "compare_versions", count)
    assert refusals(worse, good, directory=corpus, gate=gate) == before
    assert measured == []
    with pytest.raises(ArtefactError, match="measured"):
        refusals(worse, worse, directory=corpus, gate=gate)
    kept = (worse / COMPARISON_FILE).read_text(encoding="utf-8")
    for broken in (kept[:100], "[]", kept.replace('"comparison_version": 1', '"comparison_version": 0'), "{}"):
        (worse / COMPARISON_FILE).write_text(broken, encoding="utf-8")
        with pytest.raises(ArtefactError, match="measured"):
            refusals(worse, good, directory=corpus, gate=gate)
    (worse / COMPARISON_FILE).write_text(kept, encoding="utf-8")


def test_versions_with_one_encoder_read_a_text_once(models, corpus, monkeypatch):
    read = []
    ours, theirs = load_both(models / "worse", models / "good")
    assert ours.engine is theirs.engine
    assert isinstance(ours.engine, ReadOnce)
    inner = ours.engine._engine
    told = inner.recognise
    monkeypatch.setattr(inner, "recognise", lambda normalised: read.append(1) or told(normalised))
    monkeypatch.setattr(against, "load_both", lambda *_, **__: (ours, theirs))
    messages = list(read_messages(corpus / "messages" / "a11.jsonl"))[:10]
    (found,) = compare_versions(models / "worse", models / "good", (messages,), quick=True)
    assert len(read) == len(messages)
    assert (found.candidate, found.current) == ("worse", "good")
    assert "calibration.personal.notice.brier" in found.differences


def test_the_command_says_what_is_refused_and_writes_without_texts(models, corpus, gate, tmp_path):
    more = tmp_path / "more.jsonl"
    shutil.copy(corpus / "messages" / "a11.jsonl", more)
    asked = ("--against", "current", "--models", models, "--gate", gate, "--also", more, "--output", tmp_path / "out")
    result = evaluate(corpus, *asked, "--quick")
    assert result.exit_code == Exit.REFUSED, result.output
    said = " ".join(result.output.split())
    assert "candidate worse" in said
    assert "refused: missed warnings (categories.decision.warn.missed): was " in said
    assert "The second set" in said
    data = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert [item["limit"] for item in data["refusals"]] == ["worse_by"]
    assert data["also"]["messages"] == data["messages"] == len(list(read_messages(more)))
    page = (tmp_path / "out" / "comparison.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4
    changed = {item["id"] for item in data["changes"]}
    texts = [message.text for message in read_messages(more) if message.id in changed]
    assert texts
    assert not [text for text in texts if text in page or text in json.dumps(data, ensure_ascii=False)]


def test_texts_are_shown_when_asked_for_and_a_version_may_be_named(models, corpus, gate, tmp_path):
    asked = ("--against", "worse", "--candidate", "current", "--models", models, "--gate", gate, "--quick")
    result = evaluate(corpus, *asked, "--show-text", "--output", tmp_path)
    assert result.exit_code == 0, result.output
    data = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert (data["candidate"], data["current"]) == ("good", "worse")
    assert {item["side"] for item in data["changes"]} >= {"better"}
    assert 'class="text"' in (tmp_path / "comparison.html").read_text(encoding="utf-8")


def test_the_newest_other_version_is_the_candidate(models):
    assert [path.name for path in find_versions("current", models=models)] == ["worse", "good"]
    assert [path.name for path in find_versions("worse", models=models)] == ["good", "worse"]
    with pytest.raises(ArtefactError, match="holds no version"):
        find_versions("missing", models=models)


def test_alone_there_is_nothing_to_compare_with(models, tmp_path):
    (tmp_path / "good").symlink_to(models / "good")
    (tmp_path / "current.json").write_text('{"version": "good"}', encoding="utf-8")
    with pytest.raises(ArtefactError, match="beside good"):
        find_versions("current", models=tmp_path)


def test_a_gate_that_is_wrong_is_said_before_anything_is_measured(models, corpus, tmp_path):
    (tmp_path / "gate.yaml").write_text(GATE.replace("worse_by", "worse"), encoding="utf-8")
    result = evaluate(corpus, "--against", "current", "--models", models, "--gate", tmp_path / "gate.yaml")
    assert isinstance(result.exception, ConfigurationError)
    assert result.output == ""


@pytest.mark.parametrize("option", [("--candidate", "x"), ("--gate", "x"), ("--also", "x"), ("--show-text",)])
def test_options_of_a_comparison_need_one(option):
    assert evaluate(*option).exit_code == 2
