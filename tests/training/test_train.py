"""The scorers that are shipped are those that the corpus and the encoder give; a training that stops does no harm."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from classifier.artefacts import VERSION_FILE, current_version, encoder_directory, load_estimators, read_notes
from classifier.commands.exits import Exit
from classifier.errors import ArtefactError, BusyError, CorpusError
from classifier.pipeline import Classifier
from classifier.records import Draft
from classifier.score.scorer import ARTEFACT, KEYS
from classifier.training import fit
from classifier.training import train as training
from classifier.training.corpus import Corpus, Split
from classifier.training.disk import locked
from classifier.training.train import corpus_hash, train
from classifier.training.versions import list_versions

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def notes():
    return json.loads((current_version() / VERSION_FILE).read_text(encoding="utf-8"))


def test_the_version_was_trained_on_this_corpus(notes):
    corpus = Corpus.read()
    assert notes["data"]["hash"] == corpus_hash((*corpus.split(Split.SCORERS), *corpus.split(Split.REVIEWED)))


def test_the_encoder_has_not_seen_the_authors_that_the_scorers_are_fitted_on():
    corpus = Corpus.read()
    made_from = json.loads((encoder_directory() / "encoder.json").read_text(encoding="utf-8"))["data"]
    assert made_from["authors"] == sorted({message.author for message in corpus.split(Split.ENCODER)})
    fitted_on = {message.author for message in corpus.split(Split.SCORERS, Split.DEVELOPMENT, Split.TEST)}
    assert fitted_on.isdisjoint(made_from["authors"])


@pytest.mark.timeout(600)
def test_training_again_gives_the_same_scorers(tmp_path):
    again = train(models=tmp_path, version="again", encoder=encoder_directory(), measured=False)
    made, shipped = (load_estimators(path / ARTEFACT, expected=KEYS) for path in (again, current_version()))
    assert made["text.words"].vocabulary_ == shipped["text.words"].vocabulary_
    for name in ("risk.weights", "risk.intercepts", "text.weights", "text.intercepts"):
        np.testing.assert_allclose(made[name], shipped[name], rtol=1e-2, atol=1e-2)


def trained_on(corpus, models, version="new", **options):
    return train(corpus, models=models, version=version, encoder=encoder_directory(), measured=False, **options)


def test_a_version_says_what_it_was_made_from_and_with(small_corpus, trained):
    notes = read_notes(trained / "first")
    messages = Corpus.read(small_corpus).split(Split.SCORERS)
    assert notes["version"] == "first"
    assert notes["seed"] == 1
    assert notes["encoder"] == encoder_directory().name
    assert notes["data"] == {"hash": corpus_hash(messages), "messages": 180, "authors": 3, "reviewed": 0}
    assert set(notes["code"]) == {"version", "commit", "dirty"}
    assert list(notes["files"]) == [ARTEFACT]


def test_a_trained_version_assesses_and_leaves_no_checkpoint(trained):
    said = Classifier.load(models=trained, version="first").assess(Draft(text="bsn van haar is 123456782"))
    assert (said.verdict, said.model_version, said.degraded) == ("warn", "first", ())
    assert not [path for path in (trained / ".training").iterdir() if path.is_dir()]


def test_what_was_measured_is_noted_and_listed(small_corpus, tmp_path):
    seen = []
    path = train(
        small_corpus,
        models=tmp_path,
        version="new",
        encoder=encoder_directory(),
        progress=lambda *told: seen.append(told),
    )
    report = json.loads((path / "metrics.json").read_text())
    assert (report["model_version"], report["messages"], report["encoder"]) == ("new", 20, encoder_directory().name)
    assert "# Model new" in (path / "card.md").read_text()
    assert set(read_notes(path)["files"]) == {ARTEFACT, "metrics.json", "card.md"}
    assert [version.problem for version in list_versions(tmp_path)] == [None]
    assert {what for what, _, _ in seen} == {"messages read", "scorers fitted", "versions measured"}
    assert ("messages read", 180, 180) in seen
    assert not (tmp_path / "current.json").exists()


def test_the_same_seed_gives_the_same_bytes_also_in_another_process(small_corpus, trained, tmp_path):
    made = _command(small_corpus, tmp_path, "--seed", "1")
    made.communicate(timeout=100)
    assert made.returncode == 0
    assert (tmp_path / "new" / ARTEFACT).read_bytes() == (trained / "first" / ARTEFACT).read_bytes()


def test_processes_beside_each_other_give_the_same_bytes(small_corpus, trained, tmp_path, monkeypatch):
    monkeypatch.setattr(fit, "FEW", 0)
    path = trained_on(small_corpus, tmp_path, seed=1, at_once=2)
    assert (path / ARTEFACT).read_bytes() == (trained / "first" / ARTEFACT).read_bytes()


class Stopped(Exception):
    pass


def _stop_after(part, count):
    def progress(what, done, total):
        if (what, done) == (part, count):
            raise Stopped

    return progress


def test_a_training_that_was_stopped_goes_on_where_it_was(small_corpus, trained, tmp_path, monkeypatch):
    with pytest.raises(Stopped):
        trained_on(small_corpus, tmp_path, seed=1, progress=_stop_after("scorers fitted", 2))
    fitted = []
    original = fit._fit_part
    monkeypatch.setattr(fit, "_fit_part", lambda number: fitted.append(number) or original(number))
    path = trained_on(small_corpus, tmp_path, seed=1)
    assert fitted == [1, 2]
    assert (path / ARTEFACT).read_bytes() == (trained / "first" / ARTEFACT).read_bytes()


def test_a_damaged_checkpoint_is_done_again(small_corpus, trained, tmp_path):
    with pytest.raises(Stopped):
        trained_on(small_corpus, tmp_path, seed=1, progress=_stop_after("scorers fitted", 4))
    checkpoints = sorted((tmp_path / ".training").glob("*/*.skops"))
    assert len(checkpoints) == 4
    checkpoints[0].write_bytes(checkpoints[0].read_bytes()[:-10])
    checkpoints[-1].write_bytes(checkpoints[0].read_bytes())
    path = trained_on(small_corpus, tmp_path, seed=1)
    assert (path / ARTEFACT).read_bytes() == (trained / "first" / ARTEFACT).read_bytes()


def test_another_seed_does_not_go_on_from_the_checkpoints(small_corpus, tmp_path, monkeypatch):
    with pytest.raises(Stopped):
        trained_on(small_corpus, tmp_path, seed=1, progress=_stop_after("scorers fitted", 4))
    seen = []
    trained_on(small_corpus, tmp_path, seed=2, progress=lambda *told: seen.append(told))
    assert ("scorers fitted", 0, 4) in seen


def _command(corpus, models, *options, **more):
    """Start a training as a process of its own, in a group of its own."""
    named = {"--directory": corpus, "--models": models, "--version": "new", "--with-encoder": encoder_directory()}
    arguments = [str(word) for pair in named.items() for word in pair]
    return subprocess.Popen(
        [sys.executable, "-m", "classifier", "train", "--keep-current", *arguments, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **more,
    )


def _wait_for(condition, seconds=60):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not get there"
        time.sleep(0.005)


MOMENTS = {
    "as it begins": lambda models: (models / ".new.partial").is_dir(),
    "while it reads": lambda models: any((models / ".training").glob("readings-*")),
    "while it fits": lambda models: any((models / ".training").glob("*/fold_0*.skops")),
    "while it writes": lambda models: any((models / ".new.partial").glob("*")),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_training_that_is_killed_touches_nothing(small_corpus, models, trained, moment):
    def everything():
        return {path: path.read_bytes() for path in models.glob("[!.]*/*") if path.is_file()}

    before, pointer = everything(), (models / "current.json").read_bytes()
    training = _command(small_corpus, models, "--seed", "1")
    _wait_for(lambda: MOMENTS[moment](models) or training.poll() is not None)
    os.kill(training.pid, signal.SIGKILL)
    training.communicate(timeout=30)
    assert training.returncode == -signal.SIGKILL
    assert everything() == before
    assert (models / "current.json").read_bytes() == pointer
    assert {version.name for version in list_versions(models)} == {"first", "second"}
    path = trained_on(small_corpus, models, seed=1)
    assert (path / ARTEFACT).read_bytes() == (trained / "first" / ARTEFACT).read_bytes()
    assert not list(models.glob("*.partial")) + list(models.glob(".*.partial"))


def test_processes_end_with_the_one_that_started_them(tmp_path):
    script, pids = tmp_path / "script.py", tmp_path / "pids"
    script.write_text(_STARTS)
    pids.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    starter = subprocess.Popen([sys.executable, script, pids], env=environment, start_new_session=True)
    _wait_for(lambda: len(list(pids.iterdir())) == 2)
    workers = [int(path.name) for path in pids.iterdir()]
    starter.kill()
    starter.wait(30)
    _wait_for(lambda: not any(_runs(worker) for worker in workers))


def _runs(number):
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


_STARTS = """
import os, sys, time
from pathlib import Path
from classifier.training.parallel import each

def begin(pids):
    (Path(pids) / str(os.getpid())).touch()

if __name__ == "__main__":
    list(each(time.sleep, [600, 600], at_once=2, prepare=begin, given=(sys.argv[1],)))
"""


@pytest.mark.parametrize("kilobytes", [1, 40, 400])
def test_a_full_disk_is_one_clear_error_and_leaves_nothing_half(small_corpus, models, kilobytes):
    before = (models / "current.json").read_bytes()

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1000, kilobytes * 1000))

    training = _command(small_corpus, models, preexec_fn=limited)
    _, said = training.communicate(timeout=100)
    problem = said.splitlines()[-1]
    assert training.returncode == Exit.FILE, said
    assert problem.startswith(f"berichtwacht: {models}/")
    assert problem.endswith("File too large")
    assert (models / "current.json").read_bytes() == before
    assert {version.name for version in list_versions(models)} == {"first", "second"}
    assert not list(models.glob(".*.partial"))


def test_a_version_is_never_written_over(small_corpus, models):
    with pytest.raises(ArtefactError, match="is there already"):
        trained_on(small_corpus, models, version="second")
    assert read_notes(models / "second")["seed"] == 2


@pytest.mark.parametrize("name", ["", ".hidden", "../outside", "encoders", "a/b"])
def test_a_version_has_a_proper_name(small_corpus, tmp_path, name):
    with pytest.raises(ArtefactError, match="cannot be called so"):
        trained_on(small_corpus, tmp_path, version=name)


def test_names_are_numbered_where_they_must_be(tmp_path):
    first = training._free_name(tmp_path, "abcdefghij")
    assert first.endswith("-abcdefgh")
    (tmp_path / first).mkdir()
    assert training._free_name(tmp_path, "abcdefghij") == f"{first}-2"


def test_two_trainings_do_not_share_a_directory(small_corpus, tmp_path):
    (tmp_path / ".training").mkdir()
    with locked(tmp_path / ".training" / "lock", busy="the other"), pytest.raises(BusyError, match="another training"):
        trained_on(small_corpus, tmp_path)


def test_one_author_is_too_few(small_corpus, tmp_path):
    (tmp_path / "messages").mkdir()
    for name in ("authors.yaml", "messages/a09.jsonl"):
        (tmp_path / name).write_bytes((small_corpus / name).read_bytes())
    with pytest.raises(CorpusError, match="fewer than two authors"):
        trained_on(tmp_path, tmp_path / "models")
