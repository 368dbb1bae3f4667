"""The commands of a curator: train, promote, roll back, and see what there is."""

import json
import sys

import pytest

from classifier.artefacts import current_version, encoder_directory
from classifier.cli import main
from classifier.commands.exits import Exit
from classifier.training.disk import locked
from classifier.training.evaluation import against
from classifier.training.releases import LOCK, history


@pytest.fixture
def run(monkeypatch, capsys):
    """A function that runs the command line and returns its exit status and what it said."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["berichtwacht", *map(str, arguments)])
        status = main()
        output, said = capsys.readouterr()
        return status, output, said

    return run


@pytest.fixture
def gate(monkeypatch):
    """What the gate says; a list to add reasons to."""
    reasons = []
    monkeypatch.setattr(against, "refusals", lambda candidate, current, **_: tuple(reasons))
    return reasons


def test_train_measures_and_says_what_to_do_next_and_switches_nothing(run, models, small_corpus, gate):
    named = ("--directory", small_corpus, "--models", models, "--version", "new")
    status, output, said = run("train", *named)
    assert status == Exit.NONE
    assert output.splitlines() == [str(models / "new"), "next: berichtwacht promote new"]
    assert "messages read: 180 of 180" in said
    assert current_version(models).name == "first"
    assert (models / "new" / "card.md").exists()


def test_train_says_what_the_gate_would_refuse(run, models, small_corpus, gate):
    gate.extend(["misses more", "cries wolf"])
    status, output, _ = run("train", "--directory", small_corpus, "--models", models, "--version", "new")
    assert status == Exit.NONE
    assert output.splitlines()[1:3] == ["- misses more", "- cries wolf"]
    assert "would not let it through" in output


def test_only_training_neither_measures_nor_asks(run, models, small_corpus, gate):
    gate.append("misses more")
    status, output, _ = run(
        "train", "--directory", small_corpus, "--models", models, "--version", "new", "--keep-current", "--seed", 7
    )
    assert (status, output) == (Exit.NONE, f"{models / 'new'}\n")
    assert not (models / "new" / "card.md").exists()
    assert json.loads((models / "new" / "version.json").read_text())["seed"] == 7


def test_an_encoder_is_made_or_named_not_both(run, small_corpus, tmp_path):
    status, _, said = run("train", "--directory", small_corpus, "--encoder", "--with-encoder", encoder_directory())
    assert status == Exit.USAGE
    assert "give one of them" in said


def test_an_encoder_cannot_be_made_without_torch(run, small_corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "classifier.training.encoder.build", raising=False)
    status, _, said = run("train", "--directory", small_corpus, "--models", tmp_path, "--encoder")
    assert status == Exit.CONFIGURATION
    assert "make encoder" in said
    assert list(tmp_path.iterdir()) == []


def test_promote_and_rollback(run, models, gate):
    assert run("promote", "second", "--models", models)[:2] == (0, "current: second (before: first)\n")
    assert run("rollback", "--models", models, "--reason", "too many hints")[:2] == (
        0,
        "current: first (before: second)\n",
    )
    assert [switch.reason for switch in history(models)] == [None, "too many hints"]


def test_what_the_gate_refuses_is_said_and_needs_a_reason(run, models, gate):
    gate.extend(["misses more", "cries wolf"])
    status, _, said = run("promote", "second", "--models", models)
    assert status == Exit.REFUSED
    assert "misses more; cries wolf" in said
    assert current_version(models).name == "first"
    assert run("promote", "second", "--models", models, "--despite", " ")[0] == Exit.USAGE
    assert current_version(models).name == "first"
    assert run("promote", "second", "--models", models, "--despite", "an emergency")[0] == Exit.NONE
    assert history(models)[-1].reason == "an emergency"


def test_the_gate_is_asked_on_the_corpus_that_is_named(run, models, small_corpus, tmp_path):
    gate = tmp_path / "gate.yaml"
    rule = '{name: "no candidate passes", measures: [overall.must_warn_and_does], never_below: 100}'
    gate.write_text(f"rules:\n  - {rule}\n")
    status, _, said = run("promote", "second", "--models", models, "--directory", small_corpus, "--gate", gate)
    assert status == Exit.REFUSED, said
    assert current_version(models).name == "first"


def test_two_switches_at_once(run, models, gate, monkeypatch):
    monkeypatch.setattr("classifier.training.releases.PATIENCE", 0.2)
    with locked(models / LOCK, busy=""):
        status, _, said = run("rollback", "second", "--models", models)
    assert status == Exit.BUSY
    assert "another promotion or rollback" in said


def test_versions_shows_what_there_is_and_what_happened(run, models, gate, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    run("promote", "second", "--models", models, "--despite", "an \x1b[2J emergency")
    (models / "first" / "scorer.skops").write_bytes(b"other")
    status, output, _ = run("versions", "--models", models)
    assert status == Exit.NONE
    lines = output.splitlines()
    assert any(line.split()[:2] == ["*", "second"] for line in lines)
    assert any(line.split()[:1] == ["first"] for line in lines)
    assert "cannot be used" in output
    assert "first → second: an \N{REPLACEMENT CHARACTER}[2J emergency" in output


def test_no_models_are_said_to_be_none(run, tmp_path):
    assert run("versions", "--models", tmp_path / "none")[0] == Exit.FILE
    assert run("rollback", "--models", tmp_path)[0] == Exit.CONFIGURATION
