"""Promoting and rolling back: in one step, on the record, and never to a version that cannot be used."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.artefacts import VERSION_FILE, current_version, read_notes
from classifier.errors import ArtefactError, BusyError, VersionRefused
from classifier.pipeline import Classifier
from classifier.score.scorer import ARTEFACT
from classifier.training import releases
from classifier.training.disk import locked
from classifier.training.releases import HISTORY, LOCK, MEASURING, Action, history, promote, rollback

ROOT = Path(__file__).parents[2]


def state(models):
    """Everything that a switch may change."""
    path = models / HISTORY
    return (models / "current.json").read_bytes(), path.read_bytes() if path.exists() else None


def against(*reasons):
    return lambda candidate, current: reasons


def test_a_version_is_promoted_and_rolled_back(models):
    switch = promote("second", models=models, judge=against())
    assert (switch.version, switch.before, switch.action, switch.reason) == ("second", "first", Action.PROMOTE, None)
    assert current_version(models).name == Classifier.load(models=models).scorer.version == "second"
    back = rollback(models=models, reason="people complained")
    assert (back.version, back.before, back.reason) == ("first", "second", "people complained")
    assert current_version(models).name == "first"
    assert history(models) == (switch, back)


def test_the_history_is_a_line_of_plain_data_for_each_switch(models):
    promote("second", models=models)
    (line,) = (models / HISTORY).read_text().splitlines()
    assert {name: value for name, value in json.loads(line).items() if name != "at"} == {
        "version": "second",
        "from": "first",
        "action": "promote",
        "reason": None,
    }


def test_what_the_gate_refuses_is_promoted_only_for_a_reason(models):
    before = state(models)
    with pytest.raises(VersionRefused, match="misses more; cries wolf") as problem:
        promote("second", models=models, judge=against("misses more", "cries wolf"))
    assert problem.value.reasons == ("misses more", "cries wolf")
    assert state(models) == before
    switch = promote("second", models=models, judge=against("misses more"), despite="an emergency")
    assert switch.reason == "an emergency"
    assert current_version(models).name == "second"


def test_the_judge_is_given_both_versions(models):
    given = []
    promote("second", models=models, judge=lambda *versions: given.append(versions) or ())
    assert given == [(models / "second", models / "first")]


def test_the_first_version_has_nothing_to_be_compared_with(models):
    (models / "current.json").unlink()
    switch = promote("second", models=models, judge=against("worse"))
    assert switch.before is None
    assert current_version(models).name == "second"


def test_a_second_rollback_goes_further_back_and_never_forth(models):
    shutil.copytree(models / "second", models / "third")
    notes = read_notes(models / "third")
    (models / "third" / VERSION_FILE).write_text(json.dumps(notes | {"version": "third"}))
    promote("second", models=models)
    promote("third", models=models)
    assert rollback(models=models).version == "second"
    assert rollback(models=models).version == "first"
    before = state(models)
    with pytest.raises(ArtefactError, match="does not say what came before 'first'"):
        rollback(models=models)
    assert state(models) == before
    assert rollback("third", models=models).version == "third"


def test_a_rollback_needs_no_current_version_when_it_is_told_where_to(models):
    (models / "current.json").write_text('{"version": "gone"}')
    assert rollback("first", models=models).before == "gone"
    assert current_version(models).name == "first"


def _cut_short(path):
    path.write_bytes(path.read_bytes()[:1000])


def _changed(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _another_versions(path):
    path.write_bytes((path.parents[1] / "first" / ARTEFACT).read_bytes())


DAMAGES = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": _cut_short,
    "changed": _changed,
    "of another version": _another_versions,
}


@pytest.mark.parametrize("switch", [promote, rollback])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_version_is_refused_and_nothing_changes(models, switch, damage):
    DAMAGES[damage](models / "second" / ARTEFACT)
    before = state(models)
    with pytest.raises(ArtefactError, match=rf"second/{ARTEFACT}"):
        switch("second", models=models)
    assert state(models) == before


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"version": "other"}, "is not the version that its name says"),
        ({"encoder": "0000000000000000"}, "names encoder '0000000000000000'"),
        ({"files": {ARTEFACT: "0" * 64}}, ARTEFACT),
        ({"files": {}}, ARTEFACT),
        ({"files": []}, ARTEFACT),
        ({"files": {"../first/scorer.skops": "0" * 64}}, "is not the file"),
    ],
    ids=str,
)
def test_a_version_that_does_not_say_what_it_is_is_refused(models, change, problem):
    path = models / "second" / VERSION_FILE
    path.write_text(json.dumps(read_notes(models / "second") | change))
    before = state(models)
    with pytest.raises(ArtefactError, match=problem):
        promote("second", models=models)
    assert state(models) == before


def test_a_version_without_a_list_of_files_still_loads(models):
    path = models / "second" / VERSION_FILE
    notes = read_notes(models / "second")
    del notes["files"]
    path.write_text(json.dumps(notes))
    assert promote("second", models=models).version == "second"


def test_a_version_whose_answers_are_none_is_refused(models, monkeypatch):
    def assess(self, draft):
        raise ValueError("shapes do not match")

    monkeypatch.setattr(Classifier, "assess", assess)
    with pytest.raises(ArtefactError, match="cannot assess a draft: ValueError"):
        promote("second", models=models)
    assert current_version(models).name == "first"


@pytest.mark.parametrize("name", ["none", "", ".training", "../elsewhere", "encoders", ".second.partial"])
def test_there_must_be_such_a_version(models, name):
    (models / ".second.partial").mkdir()
    with pytest.raises(ArtefactError):
        promote(name, models=models)
    assert current_version(models).name == "first"


def test_a_version_that_lies_elsewhere_is_copied_with_its_encoder_once(models, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    promote(str(models / "second"), models=elsewhere)
    promote(str(models / "first"), models=elsewhere)
    promote(str(models / "second"), models=elsewhere)
    assert {path.name for path in elsewhere.iterdir()} >= {"first", "second", "encoders"}
    assert [path.name for path in (elsewhere / "encoders").iterdir()] == [read_notes(models / "first")["encoder"]]
    assert (elsewhere / "second" / ARTEFACT).read_bytes() == (models / "second" / ARTEFACT).read_bytes()
    assert not (elsewhere / "second").is_symlink()
    assert Classifier.load(models=elsewhere).scorer.version == "second"
    assert [switch.version for switch in history(elsewhere)] == ["second", "first", "second"]


def test_another_version_of_the_same_name_is_not_taken(models, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(models, other, symlinks=True)
    (other / "second" / VERSION_FILE).write_text(json.dumps(read_notes(other / "second") | {"seed": 99}))
    with pytest.raises(ArtefactError, match="another version of that name"):
        promote(str(other / "second"), models=models)
    assert current_version(models).name == "first"


def test_a_damaged_version_from_elsewhere_is_not_copied(models, tmp_path):
    _changed(models / "second" / ARTEFACT)
    with pytest.raises(ArtefactError, match="changed or cut short"):
        promote(str(models / "second"), models=tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_in_a_version_from_elsewhere_is_not_followed(models, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (models / "second" / "notes.txt").symlink_to(tmp_path / "secret")
    promote(str(models / "second"), models=tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere" / "second" / "notes.txt").exists()


def test_a_switch_waits_for_another_and_then_says_so(models, monkeypatch):
    monkeypatch.setattr(releases, "PATIENCE", 0.2)
    before = state(models)
    with locked(models / LOCK, busy="the other"), pytest.raises(BusyError, match="another promotion or rollback"):
        promote("second", models=models)
    assert state(models) == before


def test_a_version_that_was_judged_against_another_is_judged_again(models):
    def judge(candidate, current):
        rollback("second", models=models)  # somebody else, in the meantime
        return ()

    with pytest.raises(ArtefactError, match="changed while 'second' was judged"):
        promote("second", models=models, judge=judge)
    assert len(history(models)) == 1


def test_a_switch_that_was_noted_but_did_not_happen_does_no_harm(models):
    promote("second", models=models)
    before = (models / "current.json").read_bytes()
    rollback(models=models)
    (models / "current.json").write_bytes(before)  # as if the machine had stopped between line and switch
    with (models / HISTORY).open("a") as file:
        file.write('{"version": "fir')
    assert rollback(models=models).version == "first"
    assert [switch.version for switch in history(models)] == ["second", "first", "first"]


_SWITCH = """
import sys
from pathlib import Path
from classifier.training.releases import promote, rollback

models = Path(sys.argv[1])
print("ready", flush=True)
while True:
    promote("second", models=models)
    rollback("first", models=models)
"""


def test_whoever_reads_while_it_is_switched_and_killed_finds_a_whole_version(models):
    switching = subprocess.Popen(
        [sys.executable, "-c", _SWITCH, str(models)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    with switching:
        switching.stdout.readline()
        seen = set()
        while len(seen) < 2 and switching.poll() is None:
            seen.add(current_version(models).name)
        switching.send_signal(signal.SIGKILL)
    assert seen == {"first", "second"}
    assert current_version(models).name in {"first", "second"}
    assert promote("second", models=models).version == "second"


def test_a_version_that_was_not_measured_is_measured_first(models, small_corpus):
    (models / "second" / "metrics.json").unlink()
    promote("second", models=models, directory=small_corpus)
    assert json.loads((models / "second" / "metrics.json").read_text())["model_version"] == "second"
    assert "metrics.json" in read_notes(models / "second")["files"]


def test_two_processes_do_not_measure_at_once(models, small_corpus):
    (models / "second" / "metrics.json").unlink()
    before = (models / "second" / VERSION_FILE).read_bytes()
    busy = pytest.raises(BusyError, match="is being measured")
    with locked(models / MEASURING, busy="measuring"), busy:
        promote("second", models=models, directory=small_corpus)
    assert (models / "second" / VERSION_FILE).read_bytes() == before
