"""Tokenising: every text comes back whole, ordinary text as spaCy has it, long stretches in linear time."""

import time

import pytest
import spacy

from classifier.recognise.tokenise import LONGEST, tokenise

PIPELINE = spacy.blank("nl")


@pytest.mark.parametrize(
    "text",
    [
        "kun je mevr. Yilmaz bellen?",
        "  twee  spaties en\n\neen regel ",
        "[" * 500 + "]" * 500,
        "a" * 1_000 + " b " + "!" * 300,
        "😅" * 400 + "\n" + "x" * LONGEST + " y",
        "x" * LONGEST,
        "x" * (LONGEST + 1),
        "",
    ],
)
def test_no_character_is_lost(text):
    doc = tokenise(PIPELINE, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_ordinary_text_is_left_to_spacy():
    text = "Bel dhr. de Vries (06-12345678) om 9:30, z.s.m.!"
    assert [token.text for token in tokenise(PIPELINE, text)] == [token.text for token in PIPELINE.make_doc(text)]


@pytest.mark.parametrize("mark", ["[", "😅", ".,;:!?", "'"])
def test_long_stretches_take_linear_time(mark):
    text = (mark * 10_000)[:10_000]
    started = time.perf_counter()
    tokenise(PIPELINE, text)
    assert time.perf_counter() - started < 1.0
