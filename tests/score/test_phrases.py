"""The words that moved a score."""

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
