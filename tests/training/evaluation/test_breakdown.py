"""The overall rates apart, each group counted by hand."""

import pytest

from classifier.training.evaluation.assessor import assess_all
from classifier.training.evaluation.breakdown import breakdowns, length_of
from classifier.training.metrics import Rate


@pytest.mark.parametrize(
    ("words", "band"),
    [
        (1, "1–3"),
        (3, "1–3"),
        (4, "4–8"),
        (8, "4–8"),
        (9, "9–20"),
        (20, "9–20"),
        (21, "21–60"),
        (60, "21–60"),
        (61, "61+"),
    ],
)
def test_bands_of_length(words, band):
    assert length_of("woord  " * words) == band


def test_groups(assessor, messages):
    found = breakdowns(messages, assess_all(assessor, [message.text for message in messages]))
    assert list(found) == ["author", "length", "language", "look_alike"]
    assert found["author"]["a"]["must_warn_and_does"] == Rate(1, 2)
    assert found["author"]["b"]["must_warn_and_does"] == Rate(1, 1)
    assert found["author"]["b"]["clean_that_warns"] == Rate(1, 2)
    assert found["language"]["mixed"]["must_warn_and_does"] == Rate(0, 1)
    assert found["look_alike"]["look-alike"]["clean_that_warns"] == Rate(1, 1)
    assert found["look_alike"]["other"]["clean_that_warns"] == Rate(0, 1)
    assert list(found["length"]) == ["1–3", "4–8", "9–20"]  # those that no message has are left out
    assert found["length"]["9–20"]["must_warn_and_does"] == Rate(1, 1)
