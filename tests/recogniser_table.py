"""Accept and reject tables of recognisers: texts with ``[[what must be found]]`` and ``{{what is published}}``."""

import re
import time

import spacy
from spacy.tokens import Span

NASTY = {
    "digits": "1234567890" * 1_000,
    "zeros": "0" * 10_000,
    "letters": "abcdefghij" * 1_000,
    "separators": "1 2-3.4/5 " * 1_000,
    "only separators": " -./" * 2_500,
    "lines": "12\n" * 3_333,
    "plus signs": "+31 (0)6 " * 1_111,
    "at signs": "a@b." * 2_500,
    "cues": "wachtwoord code bsn geb. zaaknr kenteken paspoort bel " * 185,
    "cues and digits": "code van de deur 12 " * 500,
    "capitals": "AB12CD34EF" * 1_000,
    "pairs": "AB 12 " * 1_666,
    "colons": "wachtwoord: " * 833,
    "dates": "12-05-1974 " * 909,
}
"""Texts of about 10,000 characters that make careless patterns slow."""

TIME_BOUND = 0.05
"""Seconds of processor time that one recogniser may take over 10,000 characters, best of three."""

_MARK = re.compile(r"\[\[(?P<private>.+?)\]\]|\{\{(?P<public>.+?)\}\}", re.DOTALL)
_PIPELINE = spacy.blank("nl")


def unmarked(marked):
    """Return the text without its marks, and the set of (start, end, public) that was marked."""
    text, spans, position = "", set(), 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        inside = mark["private"] or mark["public"]
        spans.add((len(text), len(text) + len(inside), mark["public"] is not None))
        text += inside
        position = mark.end()
    return text + marked[position:], spans


def read(text, *, people=()):
    """Return a spaCy pass over ``text`` in which the words ``people`` are persons."""
    doc = _PIPELINE(text)
    doc.ents = [
        Span(doc, span.start, span.end, label="PERSON")
        for words in people
        if (span := doc.char_span(text.index(words), text.index(words) + len(words), alignment_mode="expand"))
    ]
    return doc


def found(recogniser, text, *, people=()):
    """Return the set of (start, end, public) that ``recogniser`` finds."""
    return {(match.start, match.end, match.public) for match in recogniser.matches(text, read(text, people=people))}


def check(recogniser, marked, *, people=()):
    """Assert that ``recogniser`` finds in a marked text what is marked, and nothing else."""
    text, expected = unmarked(marked)
    got = found(recogniser, text, people=people)
    assert _shown(text, got) == _shown(text, expected)
    assert got == expected


def seconds(recogniser, text):
    """Return how much processor time ``recogniser`` takes over ``text`` at best."""
    doc = _PIPELINE.make_doc(text)
    best = float("inf")
    for _ in range(3):
        begin = time.thread_time()
        list(recogniser.matches(text, doc))
        best = min(best, time.thread_time() - begin)
        if best < TIME_BOUND:
            break
    return best


def _shown(text, spans):
    return sorted((text[start:end], public) for start, end, public in spans)
