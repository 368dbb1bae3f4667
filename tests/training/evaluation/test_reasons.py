"""Reasons: words are shown, and without them the score falls."""

from dataclasses import replace

import pytest

from classifier.records import Category
from classifier.training.evaluation.assessor import assess_all
from classifier.training.evaluation.reasons import Reasons, category_reasons, shown_words, total_reasons, without
from classifier.training.metrics import Rate


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, 3)], "twee drie"),
        ([(4, 8)], "een drie"),
        ([(4, 8), (0, 6)], "drie"),
        ([(0, 13)], ""),
        ([], "een twee drie"),
    ],
)
def test_words_are_left_out_and_spaces_squeezed(spans, left):
    assert without("een twee drie", spans) == left


def test_the_score_falls_without_the_words(assessor, messages):
    assessments = assess_all(assessor, [message.text for message in messages])
    personal = category_reasons(assessor, messages, assessments, Category.PERSONAL)
    assert personal == Reasons(Rate(2, 2), Rate(2, 2))  # a-1 warns, a-3 hints
    decision = category_reasons(assessor, messages, assessments, Category.DECISION)
    assert decision == Reasons(Rate(2, 2), Rate(2, 2))  # b-1, b-2
    assert total_reasons([personal, decision]) == Reasons(Rate(4, 4), Rate(4, 4))


def test_reasons_that_are_none(assessor, message):
    class Shows:
        """Shows a word that moves nothing, and of one message none."""

        def assess(self, draft):
            said = assessor.assess(draft)
            findings = [replace(item, start=0, end=3) for item in said.findings] if "wij" in draft.text else []
            return replace(said, findings=tuple(findings))

    messages = [message("a-1", "wij gaan akkoord"), message("a-2", "akkoord met optie B")]
    assessments = assess_all(Shows(), [item.text for item in messages])
    found = category_reasons(Shows(), messages, assessments, Category.DECISION)
    assert found == Reasons(Rate(1, 2), Rate(0, 1))


def test_white_space_is_no_reason(assessor, message):
    said = assessor.assess(message("a-1", "akkoord"))
    blank = replace(said, findings=(replace(said.findings[0], start=7, end=8),))
    assert shown_words("akkoord ", blank, Category.DECISION) == []


def test_nothing_is_assessed_again_when_the_words_are_not_left_out(assessor, messages):
    assessments = assess_all(assessor, [message.text for message in messages])
    before = assessor.calls
    found = category_reasons(assessor, messages, assessments, Category.DECISION, leave_out=False)
    assert found == Reasons(Rate(2, 2), None)
    assert total_reasons([found, Reasons(Rate(1, 1), Rate(1, 1))]).falls is None
    assert assessor.calls == before
