"""Whoever says it in four words is understood: an obvious warning warns, and an ordinary message is left alone."""

from pathlib import Path

import pytest

from classifier import Draft, Verdict

_LINES = (Path(__file__).parent / "cases" / "plain.txt").read_text(encoding="utf-8").splitlines()[1:]
WARNS, FINE = _LINES[: _LINES.index("---")], _LINES[_LINES.index("---") + 1 :]


@pytest.mark.parametrize("text", WARNS)
def test_what_is_said_plainly_warns(classifier, text):
    assert classifier.assess(Draft(text=text)).verdict is Verdict.WARN


@pytest.mark.parametrize("text", FINE)
def test_what_is_ordinary_is_fine(classifier, text):
    assert classifier.assess(Draft(text=text)).verdict is Verdict.NONE
