"""One spaCy pass in Presidio's shape."""

import pytest
import spacy

from classifier.recognise.nlp import SpacyPass


@pytest.fixture(scope="module")
def spacy_pass():
    return SpacyPass(spacy.blank("nl"))


def test_the_words_serve_as_lemmas_where_there_is_no_lemmatiser(spacy_pass):
    artifacts = spacy_pass.process_text("Bel Jan Even", "nl")
    assert artifacts.lemmas == ["bel", "jan", "even"]
    assert artifacts.tokens_indices == [0, 4, 8]
    assert artifacts.tokens.text == "Bel Jan Even"


def test_a_batch_is_read_in_order(spacy_pass):
    assert [text for text, _ in spacy_pass.process_batch(["een", "twee"], "nl")] == ["een", "twee"]


def test_it_never_loads_anything(spacy_pass):
    assert spacy_pass.is_loaded()
    assert spacy_pass.load() is None
    assert spacy_pass.get_supported_languages() == ["nl"]
    assert spacy_pass.get_supported_entities() == []


@pytest.mark.parametrize(("word", "expected"), [("...", True), ("a", False), ("1", False), ("-", True)])
def test_what_is_punctuation(spacy_pass, word, expected):
    assert spacy_pass.is_punct(word, "nl") is expected


@pytest.mark.parametrize(("word", "expected"), [("de", True), ("gemeente", False)])
def test_what_is_a_stop_word(spacy_pass, word, expected):
    assert spacy_pass.is_stopword(word, "nl") is expected
