"""The words that moved a score."""

import pytest
from builders import message

from classifier.records import Category
from classifier.score.lexicon import Lexicon
from classifier.score.masking import MaskedText, mask
from classifier.score.phrases import phrases, strongest_span

TEXT = "wij stemmen morgen tegen de motie hoor"
MASKED = mask(message(TEXT), Lexicon({}))


def words(found):
    return [TEXT[phrase.start : phrase.end] for phrase in found]


def test_takes_the_fewest_words_that_carry_enough():
    found = phrases(Category.DECISION, MASKED, [0.1, 3.0, 0.0, 0.2, 0.1, 2.5, 0.0])
    assert words(found) == ["stemmen", "motie"]
    assert all(0 < phrase.weight <= 1 for phrase in found)
    assert found[0].weight > found[1].weight


def test_joins_neighbours_over_a_gap_of_one_word():
    found = phrases(Category.DECISION, MASKED, [0.0, 0.0, 0.0, 2.0, 0.0, 2.0, 0.0])
    assert words(found) == ["tegen de motie"]


def test_brings_the_neighbours_that_speak_for_it_along():
    assert words(phrases(Category.DECISION, MASKED, [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0])) == ["tegen"]
    assert words(phrases(Category.DECISION, MASKED, [0.0, 0.4, 0.0, 2.0, 0.0, 0.0, 0.0])) == ["stemmen morgen tegen"]
    text = "zij heeft grote schulden bij ons"
    found = phrases(Category.PERSONAL, mask(message(text), Lexicon({})), [0.0, 0.0, 0.4, 2.0, 0.0, 0.0])
    assert [text[phrase.start : phrase.end] for phrase in found] == ["grote schulden"]


def phrases_of(text, shares, *entities):
    found = phrases(Category.DECISION, mask(message(text, *entities), Lexicon({})), shares)
    return [text[phrase.start : phrase.end] for phrase in found]


def test_leaves_out_what_weighs_far_less_than_the_strongest():
    text = "besluit lunch nu wandeling nu dan koekje nu dan parkeren"
    rest = [0.0, 0.0, 0.35, 0.0, 0.0, 0.35]
    assert phrases_of(text, [1.0, 0.0, 0.0, 0.35, *rest]) == ["besluit"]
    assert phrases_of(text, [1.0, 0.0, 0.0, 0.45, *rest]) == ["besluit", "wandeling"]


def test_a_neighbour_that_hardly_speaks_stays_out():
    assert phrases_of("grote schulden", [0.1, 1.0]) == ["schulden"]
    assert phrases_of("grote schulden", [0.2, 1.0]) == ["grote schulden"]


@pytest.mark.parametrize("end", [". ", "! ", "? ", "… ", " 😀 ", "\n", " \n\n"])
def test_a_phrase_ends_with_its_sentence(end):
    text = f"ontslagen{end}vergadering"
    shares = [2.0, 2.0] if end.isspace() else [2.0, 0.0, 2.0]
    assert phrases_of(text, shares) == ["ontslagen", "vergadering"]


@pytest.mark.parametrize("sign", [", ", "-", "/", "’"])
def test_a_sign_within_a_sentence_is_no_end(sign):
    assert phrases_of(f"ontslagen{sign}geschorst", [2.0, 0.0, 2.0]) == [f"ontslagen{sign}geschorst"]


@pytest.mark.parametrize("text", ["last onder dwangsom", "gebroken been", "coming out", "laid off"])
def test_words_that_mean_nothing_in_one_language_may_tell_in_the_other(text):
    assert phrases_of(text, [1.0] * len(text.split())) == [text]


def test_words_that_mean_nothing_in_english_are_no_reason_either():
    assert phrases_of("from the debts", [3.0, 3.0, 1.0]) == ["debts"]


def test_the_weight_is_that_of_the_words_that_count():
    text = "bijstand is stopgezet huilt"
    (found,) = phrases(Category.PERSONAL, mask(message(text), Lexicon({})), [1.0, 1.0, 1.0, 0.1])
    assert text[found.start : found.end] == "bijstand is stopgezet"
    assert found.weight == pytest.approx(2.0 / 2.1)


def test_names_are_no_phrases():
    text = "Yilmaz bedreigt Kees schulden"
    masked = mask(message(text, ("PERSON", "Yilmaz"), ("PERSON", "Kees")), Lexicon({}))
    found = phrases(Category.PERSONAL, masked, [5.0, 2.0, 5.0, 2.0])
    assert [text[phrase.start : phrase.end] for phrase in found] == ["bedreigt", "schulden"]


def test_says_something_even_when_nothing_speaks_for_it():
    assert words(phrases(Category.DECISION, MASKED, [-3, -2, -1, -2, -3, -0.5, -2])) == ["motie"]


def test_says_nothing_about_nothing():
    assert phrases(Category.DECISION, MaskedText(()), []) == ()
    assert strongest_span(MaskedText(()), []) is None
    assert strongest_span(MASKED, [-1.0] * 7) is None


def test_the_strongest_word():
    start, end = strongest_span(MASKED, [0, 1, 0, 0, 0, 2, 0])
    assert TEXT[start:end] == "motie"
