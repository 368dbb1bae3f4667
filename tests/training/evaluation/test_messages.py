"""What is measured on: a file, a corpus, or a clear refusal."""

import pytest

from classifier.errors import CorpusError
from classifier.training.corpus import Corpus, Split
from classifier.training.evaluation import corpus_hash, load_messages


def test_the_frozen_test_set_is_the_default():
    assert load_messages() == Corpus.read().split(Split.TEST)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_text("")
    with pytest.raises(CorpusError, match="no messages"):
        load_messages(path)


def test_the_hash_changes_with_the_messages(messages):
    assert corpus_hash(messages) == corpus_hash(list(messages))
    assert corpus_hash(messages) != corpus_hash(messages[1:])
