"""Entities move along when a text is normalised."""

from classifier.training.corpus import Message, Span
from classifier.training.normalised import normalised_message


def labelled(text, words, label):
    start = text.index(words)
    spans = (Span(start=start, end=start + len(words), label=label),)
    return Message(
        id="t-1", text=text, lang="nl", personal="none", decision="none", confidential="none", topics=(), entities=spans
    )


def words_of(message):
    return [message.text[span.start : span.end] for span in message.entities]


def test_a_clean_text_stays():
    message = labelled("bel jan even", "jan", "PERSON")
    assert normalised_message(message) is message


def test_spaced_letters_close_up():
    moved = normalised_message(labelled("V i s s e r zit vast", "V i s s e r", "PERSON"))
    assert words_of(moved) == ["Visser"]


def test_numbers_in_words_become_digits():
    text = "bsn een twee drie vier vijf zes zeven acht twee van haar"
    moved = normalised_message(labelled(text, "een twee drie vier vijf zes zeven acht twee", "NL_BSN"))
    assert words_of(moved) == ["123456782"]
