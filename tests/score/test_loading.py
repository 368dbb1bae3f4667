"""Loading a scorer: of a named version, and only one whose numbers belong together and to this library."""

import json

import numpy as np
import pytest
import skops.io

from classifier.artefacts import VERSION_FILE, current_version, encoder_directory, load_estimators
from classifier.errors import ArtefactError
from classifier.pipeline import Classifier
from classifier.score import ChecksumScorer
from classifier.score.scorer import ARTEFACT, KEYS, Scorer


@pytest.fixture(scope="module")
def shipped():
    return load_estimators(current_version() / ARTEFACT, expected=KEYS)


@pytest.fixture
def write(tmp_path, shipped):
    """A function that writes a version with other estimators than the shipped ones, and no list of files."""

    def write(**changed):
        version = tmp_path / "changed"
        version.mkdir()
        (tmp_path / "encoders").symlink_to(encoder_directory().parent)
        (version / VERSION_FILE).write_text(json.dumps({"encoder": encoder_directory().name}))
        state = shipped | {key.replace("_", "."): new for key, new in changed.items()}
        skops.io.dump(state, version / ARTEFACT)
        return tmp_path

    return write


def _less(array):
    return np.asarray(array)[:-1]


def _not_a_number(array):
    changed = np.array(array)
    changed.flat[7] = np.nan
    return changed


@pytest.mark.parametrize("key", ["text_weights", "text_intercepts", "risk_weights", "risk_intercepts"])
@pytest.mark.parametrize("change", [_less, _not_a_number])
def test_numbers_that_do_not_belong_together_are_refused(write, shipped, key, change):
    models = write(**{key: change(shipped[key.replace("_", ".")])})
    with pytest.raises(ArtefactError, match=rf"changed/{ARTEFACT}: holds numbers"):
        Scorer.load(models, "changed")


@pytest.mark.parametrize("key", ["risk_columns", "text_targets"])
def test_a_scorer_for_other_clues_or_targets_is_refused(write, shipped, key):
    models = write(**{key: ["other", *shipped[key.replace("_", ".")][1:]]})
    with pytest.raises(ArtefactError, match=rf"changed/{ARTEFACT}: was made for other clues"):
        Scorer.load(models, "changed")


@pytest.mark.parametrize("key", ["text_words", "text_vectors", "risk_scaler", "text_weights"])
def test_what_is_no_scorer_is_refused(write, key):
    models = write(**{key: "no estimator"})
    with pytest.raises(ArtefactError, match=rf"changed/{ARTEFACT}"):
        Scorer.load(models, "changed")


def test_a_named_version_is_loaded_whatever_is_current(write):
    models = write()
    classifier = Classifier.load(models=models, version="changed")
    assert (classifier.scorer.version, classifier.degraded) == ("changed", ())
    with pytest.raises(ArtefactError, match=r"current\.json"):
        Classifier.load(models=models)
    with pytest.raises(ArtefactError, match="holds no version 'none'"):
        Classifier.load(models=models, version="none")


def test_a_scorer_of_another_encoder_is_refused(write, monkeypatch, shipped):
    models = write()
    monkeypatch.setattr(Scorer, "width", 7)
    with pytest.raises(ArtefactError, match="fitted with another encoder"):
        Classifier.load(models=models, version="changed")
    degraded = Classifier.load(models=models, version="changed", allow_degraded=True)
    assert isinstance(degraded.scorer, ChecksumScorer)
