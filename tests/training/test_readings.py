"""What was read once is not read again, unless it depends on something else or is damaged."""

import shutil

import numpy as np
import pytest

from classifier.artefacts import encoder_directory
from classifier.normalise import normalise_text
from classifier.training import readings
from classifier.training.readings import engine_with, read_all

TEXTS = [
    "kun je mevr Yilmaz bellen op 06-12345678?",
    "wie neemt taart mee?",
    "bsn is 123456782",
    "wie neemt taart mee?",
]


def _quietly(done, total):
    """Tell nobody."""


@pytest.fixture
def read(monkeypatch):
    """The texts that were really read."""
    found = []
    original = readings._read

    def counted(texts):
        found.extend(texts)
        return original(texts)

    monkeypatch.setattr(readings, "_read", counted)
    return found


def test_readings_are_those_of_the_engine(tmp_path):
    engine = engine_with(encoder_directory())
    for text, reading in zip(TEXTS, read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly), strict=True):
        direct = engine.read(normalise_text(text))
        assert (reading.normalised, reading.entities) == (direct.normalised, direct.entities)
        np.testing.assert_array_equal(reading.encoding.odds, direct.encoding.odds)
        np.testing.assert_array_equal(reading.encoding.vector, direct.encoding.vector)


def test_only_new_messages_are_read(tmp_path, read):
    first = read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly)
    assert read == TEXTS[:3]
    told = []
    again = read_all([*TEXTS, "nieuw bericht"], encoder_directory(), tmp_path, progress=lambda *seen: told.append(seen))
    assert read == [*TEXTS[:3], "nieuw bericht"]
    assert told == [(3, 4), (4, 4)]
    assert again[:4] == first


def test_a_damaged_line_is_read_again(tmp_path, read):
    read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly)
    (path,) = tmp_path.iterdir()
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[1].replace('"entities":[', '"entities":[[', 1) + lines[2][:100])
    read.clear()
    read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly)
    assert read == TEXTS[1:3]
    assert path.read_text() == "".join(lines)


def test_no_word_of_a_message_is_kept(tmp_path):
    read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly)
    (path,) = tmp_path.iterdir()
    kept = path.read_text()
    assert not any(word in kept for word in ("Yilmaz", "12345678", "taart", "123456782"))


def test_another_encoder_or_code_is_asked_anew_and_old_readings_go(tmp_path, read, monkeypatch):
    read_all(TEXTS, encoder_directory(), tmp_path / "work", progress=_quietly)
    shutil.copytree(encoder_directory(), tmp_path / "other")
    read_all(TEXTS, tmp_path / "other", tmp_path / "work", progress=_quietly)
    monkeypatch.setattr(readings, "sources_hash", lambda *places, packages: "other")
    read_all(TEXTS, tmp_path / "other", tmp_path / "work", progress=_quietly)
    assert read == TEXTS[:3] * 3
    assert len(list((tmp_path / "work").iterdir())) == readings.KEPT


def test_readings_of_messages_that_are_gone_are_not_kept(tmp_path):
    read_all(TEXTS, encoder_directory(), tmp_path, progress=_quietly)
    read_all(TEXTS[:1], encoder_directory(), tmp_path, progress=_quietly)
    (path,) = tmp_path.iterdir()
    assert len(path.read_text().splitlines()) == 1


def test_processes_beside_each_other_read_the_same(tmp_path, monkeypatch):
    alone = read_all(TEXTS, encoder_directory(), tmp_path / "alone", progress=_quietly)
    monkeypatch.setattr(readings, "FEW", 0)
    monkeypatch.setattr(readings, "AT_A_TIME", 2)
    beside = read_all(TEXTS, encoder_directory(), tmp_path / "beside", at_once=2, progress=_quietly)
    assert beside == alone
    files = [next((tmp_path / name).iterdir()).read_bytes() for name in ("alone", "beside")]
    assert files[0] == files[1]
