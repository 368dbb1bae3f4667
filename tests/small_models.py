"""A corpus small enough to train on in seconds, and a models directory of one's own."""

import json
import shutil

import pytest

from classifier.artefacts import encoder_directory
from classifier.training.corpus import CORPUS, Corpus, write_messages
from classifier.training.train import train

AUTHORS = {"a09": 60, "a19": 60, "a20": 60, "a14": 20}
"""Authors of the scorers and, the last one, of the frozen test set; and how many messages of theirs are read."""


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory):
    """A corpus with a few messages of a few authors, and without names by origin, which take long to measure."""
    directory = tmp_path_factory.mktemp("small_corpus")
    whole = Corpus.read(CORPUS)
    shutil.copy(CORPUS / "authors.yaml", directory)
    (directory / "messages").mkdir()
    for author, count in AUTHORS.items():
        messages = [message for message in whole.messages if message.author == author][:count]
        write_messages(directory / "messages" / f"{author}.jsonl", messages)
    return directory


@pytest.fixture(scope="session")
def trained(tmp_path_factory, small_corpus):
    """A models directory with two versions, neither of which is current: ``first``, and ``second`` of fewer authors."""
    models = tmp_path_factory.mktemp("trained")
    smaller = tmp_path_factory.mktemp("smaller") / "corpus"
    shutil.copytree(small_corpus, smaller)
    (smaller / "messages" / "a20.jsonl").unlink()
    for version, corpus, seed in (("first", small_corpus, 1), ("second", smaller, 2)):
        train(corpus, models=models, version=version, encoder=encoder_directory(), seed=seed, measured=False)
        (models / version / "metrics.json").write_text("{}\n")
        (models / version / "card.md").write_text("# A card\n")
    return models


@pytest.fixture
def models(tmp_path, trained):
    """A models directory of a test's own, whose current version is ``first`` and which has a ``second``."""
    copy = tmp_path / "models"
    shutil.copytree(trained, copy, ignore=shutil.ignore_patterns("encoders", ".training"))
    (copy / "encoders").symlink_to(trained / "encoders")
    (copy / "current.json").write_text(json.dumps({"version": "first"}))
    return copy
