"""Redaction: readable placeholders that stay the same for the same person."""

import pytest
from builders import message, plain

from classifier.advise.redaction import redact
from classifier.records import Entity, NormalisedText, RecognisedMessage


def of(text, *spans, public=()):
    """Mark every occurrence of the words as an entity."""
    entities = []
    for label, words in spans:
        start = text.find(words)
        while start >= 0:
            entities.append(Entity(label, start, start + len(words), 0.9, "test", public=words in public))
            start = text.find(words, start + len(words))
    entities.sort(key=lambda item: (item.start, -item.end))
    kept = []
    for entity in entities:
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
    return RecognisedMessage(plain(text), tuple(kept))


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("koffie?", [], "koffie?"),
        ("bel Yilmaz", [("PERSON", "Yilmaz")], "bel <PERSON>"),
        (
            "Sanne belt Piet, daarna Sanne weer",
            [("PERSON", "Sanne"), ("PERSON", "Piet")],
            "<PERSON> belt <PERSON_2>, daarna <PERSON> weer",
        ),
        (
            "Ayse Yilmaz komt, mevr Yilmaz belt",
            [("PERSON", "Ayse Yilmaz"), ("PERSON", "Yilmaz")],
            "<PERSON> komt, mevr <PERSON> belt",
        ),
        ("SANNE en sanne", [("PERSON", "SANNE"), ("PERSON", "sanne")], "<PERSON> en <PERSON>"),
        ("Zoë en zoe", [("PERSON", "Zoë"), ("PERSON", "zoe")], "<PERSON> en <PERSON>"),
        (
            "06-12345678 of 0612345678",
            [("PHONE_NUMBER", "06-12345678"), ("PHONE_NUMBER", "0612345678")],
            "<PHONE_NUMBER> of <PHONE_NUMBER>",
        ),
        (
            "Piet 123456782",
            [("PERSON", "Piet"), ("NL_BSN", "123456782")],
            "<PERSON> <NL_BSN>",
        ),
        (
            "PietJan",
            [("PERSON", "Piet"), ("PERSON", "Jan")],
            "<PERSON><PERSON_2>",
        ),
    ],
)
def test_placeholders(text, spans, expected):
    assert redact(of(text, *spans)) == expected


def test_what_is_published_stays():
    text = "bel 14 071 of Piet"
    assert redact(message(text, ("PHONE_NUMBER", "14 071"), ("PERSON", "Piet"), public={"14 071"})) == (
        "bel 14 071 of <PERSON>"
    )


def test_the_original_text_is_redacted():
    original = "Ｂel Yil\u00admaz nu"
    keep = [index for index, letter in enumerate(original) if letter != "\u00ad"]
    text = NormalisedText(original, "Bel Yilmaz nu", tuple(keep), tuple(index + 1 for index in keep))
    assert redact(RecognisedMessage(text, (Entity("PERSON", 4, 10, 0.9, "test"),))) == "Ｂel <PERSON> nu"
