"""Near-duplicates: the pairs are those that comparing everything with everything finds."""

from random import Random

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from classifier.training.corpus import Corpus, Split
from classifier.training.duplicates import NEAR_DUPLICATE, near_duplicates


def all_pairs(texts, threshold):
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    first, second = np.nonzero(np.triu((rows @ rows.T).toarray() >= threshold, k=1))
    return list(zip(first.tolist(), second.tolist(), strict=True))


@pytest.mark.parametrize("threshold", [0.3, 0.6, NEAR_DUPLICATE])
def test_no_pair_is_left_out(threshold):
    random = Random(7)
    texts = [message.text for message in Corpus.read().split(Split.DEVELOPMENT)][:600]
    texts += ["".join(letter for letter in text if random.random() > 0.04) for text in texts[:200]]
    random.shuffle(texts)
    expected = all_pairs(texts, threshold)
    assert len(expected) > 30
    assert list(near_duplicates(texts, threshold=threshold)) == expected


def test_few_texts():
    assert list(near_duplicates(["dezelfde tekst hier", "dezelfde tekst hier", "iets anders"])) == [(0, 1)]
    assert list(near_duplicates(["dezelfde tekst", " ", "dezelfde tekst", " "])) == [(0, 2)]
    assert list(near_duplicates(["een"])) == list(near_duplicates([" ", " "])) == []


def test_progress_is_told_of_every_text():
    seen = []

    def progress(items, what):
        for item in items:
            seen.append((what, item))
            yield item

    list(near_duplicates(["tekst een", "tekst twee"], progress=progress))
    assert [what for what, _ in seen] == ["counting characters", "counting characters", "comparing messages"]
