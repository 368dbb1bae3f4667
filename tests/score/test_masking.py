"""Masking: names and numbers become anonymous, words of the lexicon get hints, spans stay true."""

from builders import message

from classifier.score.lexicon import Lexicon
from classifier.score.masking import mask

LEXICON = Lexicon({"finance": ["bijstand"], "family": ["uit huis"]})


def test_names_and_digits_become_anonymous():
    masked = mask(message("Bel Yilmaz om 14:30", ("PERSON", "Yilmaz")), LEXICON)
    assert masked.text == "bel xxpersonxx om 00 : 00"


def test_public_values_are_told_apart():
    text = "bel 14 071"
    assert mask(message(text, ("PHONE_NUMBER", "14 071"), public={"14 071"}), LEXICON).text == "bel xxpublicxx"
    assert mask(message(text, ("PHONE_NUMBER", "14 071")), LEXICON).text == "bel xxphonenumberxx"


def test_two_names_read_the_same():
    one = mask(message("Sanne is ziek", ("PERSON", "Sanne")), LEXICON)
    other = mask(message("Oluwaseun is ziek", ("PERSON", "Oluwaseun")), LEXICON)
    assert one.text == other.text


def test_tokens_keep_their_spans():
    text = "kun je mevr Yilmaz bellen?"
    for token in mask(message(text, ("PERSON", "Yilmaz")), LEXICON).tokens:
        words = text[token.start : token.end]
        assert token.text in {words.lower(), "xxpersonxx"}


def test_hints_stand_for_the_words_of_the_lexicon():
    masked = mask(message("zij krijgt Bijstand, kind is uit huis"), LEXICON)
    assert [(hint.text, hint.start, hint.end) for hint in masked.hints] == [("lxfinance", 11, 19), ("lxfamily", 29, 37)]
    assert masked.hinted_text.endswith("uit huis lxfinance lxfamily")


def test_a_window_keeps_only_its_own_hints():
    masked = mask(message("zij krijgt bijstand , kind is uit huis"), LEXICON)
    assert [hint.text for hint in masked.window(0, 4).hints] == ["lxfinance"]
    assert [hint.text for hint in masked.window(4, 8).hints] == ["lxfamily"]
