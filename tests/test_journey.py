"""From draft to warning, end to end: what is wrong, where, why, by which paragraph, and where it does belong."""

import json
from pathlib import Path

import pytest

from classifier import Channel, Context, Draft, HistoryMessage, Language, Participant, Role

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "journeys.jsonl").read_text(encoding="utf-8").splitlines()
]


def draft_of(case):
    return Draft(
        text=case["text"],
        context=Context(
            channel=Channel(case.get("channel", "other")),
            crisis=case.get("crisis", False),
            sender=Participant(Role(case["sender"])) if "sender" in case else None,
            recipients=tuple(Participant(Role(role)) for role in case.get("recipients", ())),
            history=tuple(HistoryMessage(text) for text in case.get("history", ())),
        ),
        language=Language(case.get("language", "nl")),
    )


def parameter(case):
    """Return a case as a parameter; one that is known to fail must fail, so that an improvement shows too."""
    marks = [pytest.mark.xfail(strict=True, reason="known failure")] if case.get("known_failure") else []
    return pytest.param(case, id=case["text"][:40] or "empty", marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_a_draft_is_answered_as_it_should(classifier, case):
    assessment = classifier.assess(draft_of(case))
    codes = [warning.code for warning in assessment.warnings]
    if "verdict" in case:
        assert assessment.verdict == case["verdict"]
    if "verdict_not" in case:
        assert assessment.verdict != case["verdict_not"]
    if "codes" in case:
        assert codes == case["codes"]
    if "contains" in case:
        assert case["contains"] in codes
    if "reminders" in case:
        assert [reminder.code for reminder in assessment.reminders] == case["reminders"]
    if "topics" in case:
        assert {topic.topic.value for topic in assessment.topics} >= set(case["topics"])
    if "first_destination" in case:
        assert assessment.warnings[0].destinations[0].id == case["first_destination"]
    if "entities" in case:
        found = {item.entity: case["text"][item.start : item.end] for item in assessment.findings if item.entity}
        assert {label: words for label, words in found.items() if label != "LOCATION"} == case["entities"]


def test_there_are_enough():
    assert len(CASES) >= 40


def test_every_warning_says_why_and_points_at_words(classifier):
    for case in CASES:
        assessment = classifier.assess(draft_of(case))
        for warning in assessment.warnings:
            assert warning.title
            assert warning.message
            assert warning.clause.quote
            assert warning.destinations
            if warning.code not in {"decision.answers_question", "personal.split_over_messages"}:
                assert [item for item in assessment.findings if item.category == warning.category]
