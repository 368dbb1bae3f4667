from classifier.training.corpus import Corpus
from tests.bench.messages import Supply, recombined


def test_texts_have_the_length_that_was_asked_and_all_differ():
    supply = Supply()
    by_words = supply.of_words(20, 500)
    assert {len(text.split()) for text in by_words} == {20}
    by_characters = supply.of_characters(1_000, 100)
    assert {len(text) for text in by_characters} == {1_000}
    assert len({*by_words, *by_characters}) == 600


def test_nothing_is_given_twice_in_a_run_though_the_corpus_ends():
    supply = Supply()
    words = sum(len(message.text.split()) for message in Corpus.read().messages)
    texts = [text for _ in range(3) for text in supply.of_words(20, words // 40)]
    assert len(set(texts)) == len(texts) > words / 20


def test_every_run_has_the_same_messages():
    assert Supply().of_words(20, 50) == Supply().of_words(20, 50)


def test_recombined_texts_are_short_and_different_and_the_same_every_time():
    texts = list(recombined(3_000))
    assert len(set(texts)) == 3_000
    assert {len(text.split()) for text in texts} == {7, 8, 9, 10}
    assert list(recombined(3_000)) == texts
