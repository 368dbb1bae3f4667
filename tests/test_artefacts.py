"""Artefacts: found by name, and refused when missing, broken, foreign or not trusted."""

import hashlib
import json

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer

from classifier.artefacts import (
    ENCODER_FILES,
    VERSION_FILE,
    current_version,
    encoder_directory,
    encoder_hash,
    load_estimators,
    models_directory,
    name_of,
    version_directory,
)
from classifier.errors import ArtefactError

KEYS = frozenset({"model"})


def foreign_function(rows):
    return rows


@pytest.fixture
def artefact(tmp_path):
    path = tmp_path / "model.skops"
    model = LogisticRegression().fit(np.array([[0.0], [1.0]]), [0, 1])
    skops.io.dump({"model": model}, path)
    return path


def test_loads_what_it_trusts(artefact):
    assert load_estimators(artefact, expected=KEYS)["model"].predict([[1.0]]) == [1]


def test_refuses_a_missing_file(tmp_path):
    with pytest.raises(ArtefactError, match="is missing"):
        load_estimators(tmp_path / "none.skops", expected=KEYS)


def test_refuses_a_truncated_file(artefact):
    artefact.write_bytes(artefact.read_bytes()[:200])
    with pytest.raises(ArtefactError, match="no artefact"):
        load_estimators(artefact, expected=KEYS)


def test_refuses_what_is_no_artefact(tmp_path):
    path = tmp_path / "model.skops"
    path.write_bytes(b"\x80\x04\x95 a pickle perhaps")
    with pytest.raises(ArtefactError, match="no artefact"):
        load_estimators(path, expected=KEYS)


def test_refuses_a_type_that_is_not_trusted(tmp_path):
    path = tmp_path / "model.skops"
    skops.io.dump({"model": FunctionTransformer(foreign_function)}, path)
    with pytest.raises(ArtefactError, match=r"not trusted.*foreign_function"):
        load_estimators(path, expected=KEYS)


def test_refuses_other_keys(artefact):
    with pytest.raises(ArtefactError, match="does not hold other"):
        load_estimators(artefact, expected=frozenset({"other"}))


def test_finds_the_current_version(tmp_path):
    (tmp_path / "2026.1").mkdir()
    (tmp_path / "current.json").write_text(json.dumps({"version": "2026.1"}))
    assert current_version(tmp_path) == tmp_path / "2026.1"


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"version": 3}', '{"version": "../elsewhere"}', '{"version": "gone"}', '{"version": ""}'],
)
def test_refuses_a_wrong_pointer(tmp_path, content):
    (tmp_path / "current.json").write_text(content)
    with pytest.raises(ArtefactError, match=r"current\.json"):
        current_version(tmp_path)


def test_refuses_a_missing_pointer(tmp_path):
    with pytest.raises(ArtefactError, match=r"current\.json"):
        current_version(tmp_path)


def test_the_environment_names_the_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("BERICHTWACHT_MODELS", str(tmp_path))
    assert models_directory() == tmp_path
    assert models_directory(tmp_path / "own") == tmp_path / "own"


@pytest.fixture
def models(tmp_path):
    """A models directory whose version names an encoder by its hash."""
    made = tmp_path / "encoders" / "new"
    made.mkdir(parents=True)
    for name in ENCODER_FILES:
        (made / name).write_bytes(name.encode())
    digest = encoder_hash(made)
    made.rename(made.with_name(digest))
    (tmp_path / "1").mkdir()
    (tmp_path / "current.json").write_text('{"version": "1"}')
    (tmp_path / "1" / VERSION_FILE).write_text(json.dumps({"encoder": digest}))
    return tmp_path


def test_finds_the_encoder_of_the_current_version(models):
    directory = encoder_directory(models)
    assert directory.parent == models / "encoders"
    assert directory.name == encoder_hash(directory)


@pytest.mark.parametrize("name", ENCODER_FILES)
def test_refuses_an_encoder_that_was_changed(models, name):
    path = encoder_directory(models) / name
    path.write_bytes(b"other")
    with pytest.raises(ArtefactError, match="changed or cut short"):
        encoder_directory(models)


@pytest.mark.parametrize("name", ENCODER_FILES)
def test_refuses_an_encoder_that_lacks_a_file(models, name):
    (encoder_directory(models) / name).unlink()
    with pytest.raises(ArtefactError, match="cannot be read"):
        encoder_directory(models)


@pytest.mark.parametrize("notes", ["", "[]", "{}", '{"encoder": 3}', '{"encoder": "../x"}', '{"encoder": ""}'])
def test_refuses_a_version_without_a_proper_encoder(models, notes):
    (models / "1" / VERSION_FILE).write_text(notes)
    with pytest.raises(ArtefactError, match=VERSION_FILE):
        encoder_directory(models)


def listed(path, digest):
    """Let the version of an artefact list it with a digest."""
    (path.parent / VERSION_FILE).write_text(json.dumps({"version": "7", "files": {path.name: digest}}))


def test_what_is_listed_is_loaded(artefact):
    listed(artefact, hashlib.sha256(artefact.read_bytes()).hexdigest())
    assert set(load_estimators(artefact, expected=KEYS)) == KEYS


@pytest.mark.parametrize("digest", ["", None, 3, "0" * 64])
def test_refuses_what_is_not_listed(artefact, digest):
    listed(artefact, digest)
    with pytest.raises(ArtefactError, match=r"model\.skops: is not the file that version\.json lists"):
        load_estimators(artefact, expected=KEYS)


@pytest.mark.parametrize("files", [[], "model.skops", None, {}])
def test_refuses_a_list_of_files_that_is_none(artefact, files):
    (artefact.parent / VERSION_FILE).write_text(json.dumps({"files": files}))
    with pytest.raises(ArtefactError, match="is not the file"):
        load_estimators(artefact, expected=KEYS)


@pytest.mark.parametrize("notes", ["", "[]", "[" * 100_000])
def test_refuses_an_artefact_of_a_version_that_says_nothing(artefact, notes):
    (artefact.parent / VERSION_FILE).write_text(notes)
    with pytest.raises(ArtefactError, match=VERSION_FILE):
        load_estimators(artefact, expected=KEYS)


def test_a_version_has_the_name_that_it_says(models):
    assert name_of(models / "1") == "1"
    notes = models / "1" / VERSION_FILE
    for name, expected in (("7", "7"), ("../7", None), (7, None)):
        notes.write_text(json.dumps({"version": name}))
        if expected is None:
            with pytest.raises(ArtefactError, match="must be the name"):
                name_of(models / "1")
        else:
            assert name_of(models / "1") == expected


@pytest.mark.parametrize("name", ["none", "..", "../models", "", "1/"])
def test_refuses_a_version_that_is_not_there(models, name):
    with pytest.raises(ArtefactError, match="holds no version"):
        version_directory(models, name)
    assert version_directory(models, "1") == version_directory(models) == models / "1"
