"""From tags per piece to entities on whole words."""

import numpy as np
import pytest

from classifier.recognise.encoder.heads import TAGS
from classifier.recognise.encoder.reading import Pass, tagged_spans


def read(text, pieces):
    """Return what was read where ``pieces`` are (words, tag), tags with a probability of 0.9."""
    offsets, tags, position = [], [], 0
    for words, tag in pieces:
        start = text.index(words, position)
        position = start + len(words)
        offsets.append((start, position))
        row = np.full(len(TAGS), 0.1 / (len(TAGS) - 1), dtype=np.float32)
        row[TAGS.index(tag)] = 0.9
        tags.append(row)
    empty = np.zeros((len(pieces), 1), dtype=np.float32)
    return Pass(tuple(offsets), np.array(tags), empty, np.zeros(1), np.zeros(1))


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("bel jan", [("bel", "O"), ("jan", "B-PERSON")], ["jan"]),
        ("bel Yilmaz", [("bel", "O"), ("Yil", "B-PERSON"), ("maz", "I-PERSON")], ["Yilmaz"]),
        ("bel Yilmaz", [("bel", "O"), ("Yil", "B-PERSON"), ("maz", "O")], ["Yilmaz"]),
        ("bel Yilmaz", [("bel", "O"), ("Yil", "O"), ("maz", "I-PERSON")], ["Yilmaz"]),
        ("jan de wit", [("jan", "B-PERSON"), ("de", "I-PERSON"), ("wit", "I-PERSON")], ["jan de wit"]),
        ("jan piet", [("jan", "B-PERSON"), ("piet", "B-PERSON")], ["jan", "piet"]),
        ("Kees, ja", [("Kees,", "B-PERSON"), ("ja", "O")], ["Kees"]),
        ("Kees Delft", [("Kees", "B-PERSON"), ("Delft", "I-LOCATION")], ["Kees", "Delft"]),
        ("... ja", [("...", "B-PERSON"), ("ja", "O")], []),
        ("ja", [("ja", "O")], []),
    ],
)
def test_runs_of_tags_become_entities(text, pieces, expected):
    spans = tagged_spans(text, read(text, pieces))
    assert [text[span.start : span.end] for span in spans] == expected


def test_the_score_is_the_mean_probability_of_the_label():
    found = tagged_spans("jan wit", read("jan wit", [("jan", "B-PERSON"), ("wit", "I-PERSON")]))
    assert found[0].score == pytest.approx(0.9 + 0.1 / (len(TAGS) - 1), abs=1e-5)


def test_entities_do_not_overlap():
    found = tagged_spans(
        "deLangestraat12", read("deLangestraat12", [("de", "B-PERSON"), ("Langestraat12", "B-LOCATION")])
    )
    assert len(found) == 1
