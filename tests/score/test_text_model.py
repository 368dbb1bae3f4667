"""The text model reads a message as scikit-learn's vectorisers do, and knows what every word adds."""

import numpy as np
import pytest
from builders import message
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import StandardScaler

from classifier.score.lexicon import Lexicon
from classifier.score.masking import mask
from classifier.score.text_model import TextModel, scaled, stretches

TEXTS = [
    "wij stemmen morgen tegen de motie hoor",
    "a b c 12:30 é 👍 ok",
    "mevr Yilmaz heeft schulden, echt veel schulden!",
    "de de de motie de motie",
    "x",
]
LEXICON = Lexicon({"finance": ["schuld*", "veel schulden"], "vote": ["stemmen"]})


@pytest.fixture(scope="module")
def masked():
    return [mask(message(text), LEXICON) for text in TEXTS]


@pytest.fixture(scope="module")
def model(masked):
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+", lowercase=False)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, lowercase=False)
    words.fit([text.hinted_text for text in masked])
    characters.fit([text.text for text in masked])
    random = np.random.default_rng(1)
    width = len(words.vocabulary_) + len(characters.vocabulary_)
    return TextModel(
        words=words,
        characters=characters,
        vectors=StandardScaler().fit(random.random((9, 4))),
        weights=random.normal(size=(width + 4, 3)),
        intercepts=random.normal(size=3),
        targets=("one", "two", "three"),
    )


def test_rows_are_those_of_the_vectorisers(model, masked):
    for text in masked:
        expected = hstack([model.words.transform([text.hinted_text]), model.characters.transform([text.text])])
        np.testing.assert_allclose(model.row(text).toarray(), expected.toarray(), atol=1e-6)


def test_rows_of_unknown_words_are_empty(model):
    assert model.row(mask(message("qqqq"), LEXICON)).nnz == 0


def test_shares_add_up_to_the_log_odds(model, masked):
    vector = np.zeros(4)
    constant = model.intercepts + scaled(model.vectors, vector) @ model.weights[-4:]
    for text in masked:
        odds = np.array(list(model.log_odds(model.read(text), vector).values()))
        np.testing.assert_allclose(model.shares(model.read(text)).sum(axis=1) + constant, odds, atol=1e-5)


def test_a_long_text_is_read_in_stretches():
    text = mask(message(" ".join(f"woord{index}" for index in range(90))), LEXICON)
    read = list(stretches(text))
    assert len(read) > 1
    assert {token for stretch in read for token in stretch.tokens} == set(text.tokens)
    assert list(stretches(mask(message("kort"), LEXICON))) == []
