"""Counting: dangerous and annoying errors apart, with intervals."""

import math

import pytest

from classifier.records import AssessedCategory, AssessedTopic, Assessment, Category, Finding, Level, Topic, Verdict
from classifier.training.corpus import Message
from classifier.training.metrics import (
    Rate,
    Tally,
    category_tally,
    confusion,
    entity_tallies,
    messages_overall,
    topic_tallies,
    topic_tally,
)


def message(personal="none", *, topics=(), entities=()):
    return Message.model_validate(
        {
            "id": "a-1",
            "text": "x" * 40,
            "lang": "nl",
            "personal": personal,
            "decision": "none",
            "confidential": "none",
            "topics": list(topics),
            "entities": [{"start": start, "end": end, "label": label} for label, start, end in entities],
        }
    )


def assessment(personal="none", *, topics=(), entities=()):
    levels = dict.fromkeys(Category, AssessedCategory(Level.NONE, 0.0))
    levels[Category.PERSONAL] = AssessedCategory(Level(personal), 0.5)
    return Assessment(
        id="1",
        verdict=Verdict(personal),
        categories=levels,
        findings=tuple(Finding(Category.PERSONAL, label, start, end, 0.9, "t", "") for label, start, end in entities),
        topics=tuple(AssessedTopic(Topic(topic), 0.9, None, None) for topic in topics),
        warnings=(),
        reminders=(),
        redacted_text=None,
        degraded=(),
        model_version="t",
        policy_version="t",
    )


MESSAGES = [message("warn"), message("warn"), message("notice"), message(), message()]
ASSESSMENTS = [assessment("warn"), assessment("notice"), assessment("warn"), assessment("warn"), assessment("none")]


def test_warn_is_counted_against_the_rest():
    assert category_tally(MESSAGES, ASSESSMENTS, Category.PERSONAL) == Tally(right=1, missed=1, invented=2)
    assert category_tally(MESSAGES, ASSESSMENTS, Category.DECISION) == Tally(0, 0, 0)


def test_what_a_writer_feels():
    overall = messages_overall(MESSAGES, ASSESSMENTS)
    assert (overall["must_warn_and_does"].hits, overall["must_warn_and_does"].cases) == (1, 2)
    assert (overall["clean_that_warns"].hits, overall["clean_that_warns"].cases) == (1, 2)
    assert (overall["clean_that_shows"].hits, overall["clean_that_shows"].cases) == (1, 2)


def test_topics_are_a_micro_average():
    found = topic_tally([message(topics=["health", "finance"])], [assessment(topics=["health", "union"])])
    assert found == Tally(right=1, missed=1, invented=1)


def test_topics_one_by_one():
    found = topic_tallies(
        [message("warn", topics=["health"]), message("warn", topics=["health", "finance"]), message()],
        [assessment(topics=["health"]), assessment(topics=["finance"]), assessment(topics=["union"])],
    )
    assert found[Topic.HEALTH] == Tally(right=1, missed=1, invented=0)
    assert found[Topic.FINANCE] == Tally(right=1, missed=0, invented=0)
    assert found[Topic.UNION] == Tally(right=0, missed=0, invented=1)
    assert list(found) == list(Topic)


def test_three_levels_are_confused_by_count_and_share():
    found = confusion(MESSAGES, ASSESSMENTS, Category.PERSONAL)
    assert found.rate(Level.WARN, Level.WARN) == Rate(1, 2)
    assert found.rate(Level.WARN, Level.NOTICE) == Rate(1, 2)
    assert found.rate(Level.WARN, Level.NONE) == Rate(0, 2)
    assert found.rate(Level.NOTICE, Level.WARN) == Rate(1, 1)
    assert found.rate(Level.NONE, Level.NONE) == Rate(1, 2)
    assert found.answers == tuple(Level)


def test_what_was_not_checked_is_an_answer_of_its_own():
    unchecked = assessment()
    unchecked.categories[Category.PERSONAL] = AssessedCategory(None, None)
    found = confusion([message("warn"), message("warn")], [unchecked, assessment("warn")], Category.PERSONAL)
    assert found.rate(Level.WARN, None) == Rate(1, 2)
    assert found.answers == (*Level, None)


def test_entities_count_when_they_overlap_with_the_same_label():
    there = message(entities=[("PERSON", 0, 5), ("NL_BSN", 10, 19)])
    said = assessment(entities=[("PERSON", 3, 8), ("PHONE_NUMBER", 10, 19)])
    assert entity_tallies([there], [said]) == {
        "NL_BSN": Tally(0, 1, 0),
        "PERSON": Tally(1, 0, 0),
        "PHONE_NUMBER": Tally(0, 0, 1),
    }


@pytest.mark.parametrize(
    ("rate", "low", "high"), [(Rate(0, 10), 0.0, 0.278), (Rate(10, 10), 0.722, 1.0), (Rate(5, 10), 0.237, 0.763)]
)
def test_wilson_intervals(rate, low, high):
    assert rate.interval == pytest.approx((low, high), abs=0.001)


def test_no_cases():
    assert math.isnan(Rate(0, 0).value)
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert Tally(3, 1, 2).f1 == pytest.approx(2 / 3)
