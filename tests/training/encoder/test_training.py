"""Making an encoder, whole: with torch, on a small corpus, in one reading."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from classifier.recognise.encoder.heads import TAGS
from classifier.recognise.encoder.model import EncoderModel
from classifier.training.corpus import CORPUS, Corpus, write_messages

ROOT = Path(__file__).parents[3]
AUTHORS = {"a43": 60, "a11": 40}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Return a corpus with two authors, one to learn from and one to measure with."""
    directory = tmp_path_factory.mktemp("corpus")
    whole = Corpus.read(CORPUS)
    shutil.copytree(CORPUS / "names", directory / "names")
    shutil.copy(CORPUS / "authors.yaml", directory)
    (directory / "messages").mkdir()
    for author, count in AUTHORS.items():
        messages = [message for message in whole.messages if message.author == author]
        write_messages(directory / "messages" / f"{author}.jsonl", messages[:count])
    return directory


@pytest.mark.parts
@pytest.mark.timeout(1800)
def test_an_encoder_is_made_with_one_command_and_reads(corpus, tmp_path):
    subprocess.run(["make", "-s", ".venv-encoder/.done"], cwd=ROOT, check=True, timeout=900)
    made = subprocess.run(
        [
            ROOT / ".venv-encoder/bin/berichtwacht",
            "train-encoder",
            *("--directory", corpus, "--models", tmp_path, "--teachers", "2", "--at-once", "2", "--epochs", "1"),
        ],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (directory,) = (tmp_path / "encoders").iterdir()
    notes = json.loads((directory / "encoder.json").read_text())
    assert notes["data"]["messages"] == AUTHORS["a43"]
    assert {name: notes["plan"][name] for name in ("teachers", "teacher_epochs", "student_epochs")} == {
        "teachers": 2,
        "teacher_epochs": 1,
        "student_epochs": 1,
    }
    assert notes["trained_on"]["device"] == "cpu"
    assert b"SkipLayerNormalization" not in (directory / "encoder.onnx").read_bytes()
    assert sum(file.stat().st_size for file in directory.iterdir()) < 40_000_000
    answer = _asked(corpus, directory, tmp_path)
    assert answer["reused"] == {
        "the same": True,
        "another student": True,
        "more teachers": True,
        "other rates": False,
        "another seed": False,
    }
    assert answer["apart"]["beside"] < answer["apart"]["another seed"] / 4
    assert not [path for path in (tmp_path / ".training").iterdir() if path.is_dir()]
    found = EncoderModel(directory).read("bel mevr Tesfay ff, haar bijstand is stopgezet")
    assert found.tags.shape == (len(found.offsets), len(TAGS))
    assert np.isfinite(found.odds).all()


def _asked(corpus, encoder, models):
    """Return for which plans the learning curve takes what the encoder's first teacher knew, and how far apart the
    weights of teachers are: of one that learned alone and one that learned beside another, and of two seeds.
    """
    version = models / "2026.01.01"
    version.mkdir()
    (version / "version.json").write_text(json.dumps({"encoder": encoder.name}))
    asked = subprocess.run(
        [ROOT / ".venv-encoder/bin/python", "-c", _ASKED, str(corpus), str(version)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


@pytest.mark.parts
@pytest.mark.timeout(1800)
def test_a_network_that_was_stopped_goes_on_to_the_last_bit(corpus, tmp_path):
    subprocess.run(["make", "-s", ".venv-encoder/.done"], cwd=ROOT, check=True, timeout=900)
    stopped = subprocess.run(
        [ROOT / ".venv-encoder/bin/python", "-c", _STOPPED, str(corpus), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert stopped.returncode == 0, stopped.stderr
    assert json.loads(stopped.stdout) == {
        "teacher went on": 0.0,
        "teacher was complete": 0.0,
        "epochs when complete": 0,
        "student went on": 0.0,
        "damaged": 0.0,
        "epochs when damaged": 2,
    }


_STOPPED = """
import json, sys
from dataclasses import replace
from pathlib import Path

from classifier.training.checkpoints import WorkDirectory
from classifier.training.encoder.distil import fit_student
from classifier.training.encoder.fit import fit_teacher
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.prepare import prepare

prepared = prepare(Path(sys.argv[1]))
plan = Plan(teachers=1, teacher_epochs=2, student_epochs=2, layers=(0, 11))
given = (prepared.source, prepared.messages[:16], prepared.tokenizer, prepared.vary, plan)
work = WorkDirectory(Path(sys.argv[2]) / "work")

class Stopped(Exception):
    pass

def stop_in_the_second(line):
    if "epoch 2/2" in line:
        raise Stopped

def stopped(fit, *before):
    try:
        fit(*before, *given, stop_in_the_second, work)
    except Stopped:
        pass
    else:
        raise SystemExit("was not stopped")

def apart(one, other):
    return max((a - b).abs().max().item() for a, b in zip(one.parameters(), other.parameters(), strict=True))

found = {}
teacher = fit_teacher(*given, str)
# stopped after the line on the second epoch and before it was kept, so the first one is what is kept
stopped(fit_teacher)
found["teacher went on"] = apart(teacher, fit_teacher(*given, str, work))
lines = []
found["teacher was complete"] = apart(teacher, fit_teacher(*given, lines.append, work))
found["epochs when complete"] = sum("loss" in line for line in lines)
student = fit_student([teacher], *given, str)
stopped(fit_student, [teacher])
found["student went on"] = apart(student, fit_student([teacher], *given, str, work))
(path,) = work.directory.glob("teacher*")
path.write_bytes(path.read_bytes()[:-1])
lines.clear()
found["damaged"] = apart(teacher, fit_teacher(*given, lines.append, work))
found["epochs when damaged"] = sum("loss" in line for line in lines)
print(json.dumps(found))
"""


_ASKED = """
import json, sys
from dataclasses import replace
from pathlib import Path

from classifier.training.encoder.curve import known_of_all
from classifier.training.encoder.fit import fit_teachers
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.prepare import prepare

prepared = prepare(Path(sys.argv[1]))
made = Plan(teachers=2, teacher_epochs=1, student_epochs=1)
plans = {
    "the same": made,
    "another student": replace(made, student_epochs=9, layers=(0, 11)),
    "more teachers": replace(made, teachers=3),
    "other rates": replace(made, teacher_rate=1.0),
    "another seed": replace(made, seed=1),
}
known = {name: known_of_all(Path(sys.argv[2]), prepared, plan) for name, plan in plans.items()}
reused = {name: answer is not None for name, answer in known.items()}

def learned(at_once):
    start = (prepared.source, prepared.messages[:24], prepared.tokenizer, prepared.vary)
    return fit_teachers(*start, replace(made, at_once=at_once), str)

def apart(one, other):
    return max((a - b).abs().max().item() for a, b in zip(one.parameters(), other.parameters(), strict=True))

alone, beside = learned(1), learned(2)
far = {"beside": apart(alone[1], beside[1]), "another seed": apart(alone[0], alone[1])}
print(json.dumps({"reused": reused, "apart": far}))
"""
