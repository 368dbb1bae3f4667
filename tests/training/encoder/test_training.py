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
def test_an_encoder_is_made_with_one_command_and_reads(corpus, tmp_path):
    subprocess.run(["make", "-s", ".venv-encoder/.done"], cwd=ROOT, check=True, timeout=900)
    made = subprocess.run(
        [
            ROOT / ".venv-encoder/bin/berichtwacht",
            "train-encoder",
            *("--directory", corpus, "--models", tmp_path, "--teachers", "2", "--epochs", "1"),
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
    assert notes["plan"] == {"teachers": 2, "teacher_epochs": 1, "student_epochs": 1, "seed": 2026}
    assert sum(file.stat().st_size for file in directory.iterdir()) < 40_000_000
    found = EncoderModel(directory).read("bel mevr Tesfay ff, haar bijstand is stopgezet")
    assert found.tags.shape == (len(found.offsets), len(TAGS))
    assert np.isfinite(found.odds).all()
