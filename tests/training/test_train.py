"""The scorers that are shipped are those that the corpus and the encoder give."""

import json

import numpy as np
import pytest

from classifier.artefacts import VERSION_FILE, current_version, encoder_directory, load_estimators
from classifier.score.scorer import ARTEFACT, KEYS
from classifier.training.corpus import Corpus, Split
from classifier.training.train import corpus_hash, train


@pytest.fixture(scope="module")
def notes():
    return json.loads((current_version() / VERSION_FILE).read_text(encoding="utf-8"))


def test_the_version_was_trained_on_this_corpus(notes):
    assert notes["data"]["hash"] == corpus_hash(Corpus.read().split(Split.SCORERS))


def test_the_encoder_has_not_seen_the_authors_that_the_scorers_are_fitted_on():
    corpus = Corpus.read()
    made_from = json.loads((encoder_directory() / "encoder.json").read_text(encoding="utf-8"))["data"]
    assert made_from["authors"] == sorted({message.author for message in corpus.split(Split.ENCODER)})
    fitted_on = {message.author for message in corpus.split(Split.SCORERS, Split.DEVELOPMENT, Split.TEST)}
    assert fitted_on.isdisjoint(made_from["authors"])


@pytest.mark.timeout(240)
def test_training_again_gives_the_same_scorers(tmp_path):
    again = train(models=tmp_path, version="again", encoder=encoder_directory())
    made, shipped = (load_estimators(path / ARTEFACT, expected=KEYS) for path in (again, current_version()))
    assert made["text.words"].vocabulary_ == shipped["text.words"].vocabulary_
    for name in ("risk.weights", "risk.intercepts", "text.weights", "text.intercepts"):
        np.testing.assert_allclose(made[name], shipped[name], rtol=1e-2, atol=1e-2)
