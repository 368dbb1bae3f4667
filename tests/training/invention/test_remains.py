"""What is left of the original is found, wherever and however it is written; what is not, is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invention_sample import Span, spans

from classifier.training.invention import left_of
from classifier.training.markup import unmark


def left(marked, new):
    original, _ = unmark(marked)
    text, _ = unmark(new)
    return [(text[item.start : item.end], item.why) for item in left_of(original, spans(marked), text, spans(new))]


@pytest.mark.parametrize(
    ("marked", "new", "places"),
    [
        ("bel [[Fatma Yilmaz|PERSON]]", "bel Fatma Yilmaz", [("Fatma Yilmaz", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "bel Nurten Yılmaz", [("Yılmaz", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "bel FATMA of zo", [("FATMA", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "mail f.yilmaz@voorbeeld.nl", [("yilmaz", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "#yilmaz", [("yilmaz", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "#teamYilmaz!", [("Yilmaz", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "Yilmaz' auto, Yilmazs auto", [("Yilmaz'", "word"), ("Yilmazs", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "ｙｉｌｍａｚ", [("ｙｉｌｍａｚ", "word")]),
        ("bel [[Fatma Yilmaz|PERSON]]", "Y i l m a z", [("Y i l m a z", "word")]),
        ("bel [[Jan|PERSON]]", "bel Jantje", [("Jantje", "word")]),
        ("[[Van den Berg|PERSON]] belt", "[[Van den Akker|PERSON]] belt", []),
        ("[[Jan|PERSON]] belt", "[[Jansen|PERSON]] belt in januari", []),
        ("[[Wil|PERSON]] wil koffie", "[[Sanne|PERSON]] wil koffie", []),
        ("[[Wil|PERSON]] wil koffie", "[[Sanne|PERSON]] en Wil willen koffie", [("Wil", "word")]),
        ("[[wil|PERSON]] wil koffie", "[[wil|PERSON]] wil koffie", [("wil", "entity")]),
        ("bsn [[931.595.307|NL_BSN]]", "bsn 931595307", [("931595307", "number")]),
        ("bsn [[931595307|NL_BSN]]", "ref 12-931 595 307-8", [("931 595 307", "number")]),
        ("bsn [[931595307|NL_BSN]]", "negen drie een vijf negen vijf drie nul zeven", [(..., "number")]),
        ("bel [[06-12345678|PHONE_NUMBER]]", "+31 6 1234 5678", [("6 1234 5678", "number")]),
        (
            "bel [[nul zes twaalf vierendertig zesenvijftig achtenzeventig|PHONE_NUMBER]]",
            "0612345678",
            [(..., "number")],
        ),
        ("bel [[06-12345678|PHONE_NUMBER]]", "bel 06-12345679", []),
        ("[[NL52 RABO 0106 2489 42|IBAN_CODE]]", "rekening 0106248942", [("0106248942", "number")]),
        ("[[NL52 RABO 0106 2489 42|IBAN_CODE]]", "rekening 106248942", [("106248942", "number")]),
        ("geb [[12-4-1961|DATE_OF_BIRTH]]", "geboren 12 april 1961", [("12 april 1961", "number")]),
        ("geb [[12-4-1961|DATE_OF_BIRTH]]", "geboren 12 april 1963", []),
        ("geb [[19610412|DATE_OF_BIRTH]]", "geboren 12 april 1961", [("12 april 1961", "number")]),
        ("pin [[4471|CREDENTIAL]]", "pin 4471", [("4471", "number")]),
        ("pin [[4471|CREDENTIAL]]", "bel 0644712345", []),
        ("ww [[Tulpen#2291|CREDENTIAL]]", "ww tulpen-2291", [("tulpen-2291", "number")]),
        ("ww [[#!?|CREDENTIAL]]", "ww #!?", [("#!?", "number")]),
        ("op [[Kerkweg 12|STREET_ADDRESS]]", "op Kerkweg 14", [("Kerkweg", "word")]),
        ("op [[Kerkweg 12|STREET_ADDRESS]]", "op [[Lijsterweg 12|STREET_ADDRESS]]", []),
        ("in [[De Bilt|LOCATION]]", "in Bilt", [("Bilt", "word")]),
        ("mail [[j.yilmaz@gmail.com|EMAIL_ADDRESS]]", "j punt yilmaz at gmail punt com", [(..., "word")]),
        ("mail [[j.yilmaz@gmail.com|EMAIL_ADDRESS]]", "mail [[k.kaya@gmail.example|EMAIL_ADDRESS]]", []),
        ("mail [[j.yilmaz@gmail.com|EMAIL_ADDRESS]]", "bel [[Yilmaz|PERSON]]", [("Yilmaz", "entity")]),
        ("zaak [[Z-2024-08813|CASE_NUMBER]]", "zaak 08813", [("08813", "number")]),
        ("zaak [[Z-2024-08813|CASE_NUMBER]]", "zaak [[Z-2024-07714|CASE_NUMBER]]", []),
        ("auto [[GH-482-K|NL_LICENSE_PLATE]]", "auto gh482k", [("gh482k", "number")]),
    ],
)
def test_what_is_left(marked, new, places):
    found = left(marked, new)
    assert [why for _, why in found] == [why for _, why in places], found
    assert all(words is ... or words == there for (there, _), (words, _) in zip(found, places, strict=True)), found


def test_nothing_is_left_of_nothing():
    assert left_of("hoi", (), "hoi", ()) == ()


@given(st.text(max_size=60))
def test_a_text_without_entities_leaves_nothing(text):
    assert left_of(text, (), text, ()) == ()


@given(st.text(min_size=1, max_size=30), st.sampled_from(["PERSON", "CREDENTIAL", "EMAIL_ADDRESS", "DATE_OF_BIRTH"]))
def test_any_words_can_be_looked_for(words, label):
    text = f"voor {words} na"
    entity = Span(5, 5 + len(words), label)
    for item in left_of(text, (entity,), text, (entity,)):
        assert 0 <= item.start < item.end <= len(text)


@pytest.mark.parametrize("piece", ["a", " ", "@", "#a", "1 ", "12-4-1961 ", "nul ", "yilmaz ", "van "])
def test_long_texts_take_no_long_time(piece):
    text = (piece * 5000)[:5000]
    marked = "[[Fatma Yilmaz|PERSON]] [[12-4-1961|DATE_OF_BIRTH]] [[Kerkweg 12|STREET_ADDRESS]] [[931595307|NL_BSN]]"
    start = time.process_time()
    left_of(unmark(marked)[0], spans(marked), text, (Span(0, len(text), "STREET_ADDRESS"),))
    assert time.process_time() - start < 2.0
