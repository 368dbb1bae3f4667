from itertools import islice

from tests.bench.messages import of_characters, of_words, recombined


def test_texts_have_the_length_that_was_asked_and_all_differ():
    by_words = list(islice(of_words(20), 500))
    assert {len(text.split()) for text in by_words} == {20}
    by_characters = list(islice(of_characters(1_000), 100))
    assert {len(text) for text in by_characters} == {1_000}
    assert len({*by_words, *by_characters}) == 600


def test_recombined_texts_are_short_and_different_and_the_same_every_time():
    texts = list(recombined(3_000))
    assert len(set(texts)) == 3_000
    assert {len(text.split()) for text in texts} == {7, 8, 9, 10}
    assert list(recombined(3_000)) == texts
