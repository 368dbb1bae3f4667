"""The worst errors first."""

from classifier.records import Category, Level
from classifier.training.evaluation.assessor import assess_all
from classifier.training.evaluation.misses import worst_false_alarms, worst_misses


def test_missed_and_false_alarms(assessor, message):
    messages = [
        message("a-1", "iets over haar", personal="warn"),
        message("a-2", "hij is ziek", personal="warn"),
        message("a-3", "akkoord", decision="warn"),
        message("a-4", "geheim, akkoord"),
        message("a-5", "ziek"),
        message("a-6", "geheim"),
        message("a-7", "tot zo"),
    ]
    assessments = assess_all(assessor, [item.text for item in messages])
    missed = worst_misses(messages, assessments, most=9)
    assert [(miss.id, miss.category, miss.score, miss.said) for miss in missed] == [
        ("a-1", Category.PERSONAL, 0.05, Level.NONE),
        ("a-2", Category.PERSONAL, 0.4, Level.NOTICE),
    ]
    alarms = worst_false_alarms(messages, assessments, most=9)
    assert [(miss.id, miss.category, miss.score) for miss in alarms] == [
        ("a-4", Category.DECISION, 0.8),
        ("a-6", Category.CONFIDENTIAL, 0.7),
        ("a-5", Category.PERSONAL, 0.4),
    ]
    assert worst_misses(messages, assessments, most=1) == missed[:1]
    assert "haar" not in repr(missed)
