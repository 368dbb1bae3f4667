"""What a draft completes, on written conversations: the errors are counted, dangerous and annoying apart."""

import json
from collections import Counter

import pytest

from classifier import Context, Draft, HistoryMessage, Verdict
from classifier.training.corpus import CORPUS

CONVERSATIONS = [json.loads(line) for line in (CORPUS / "conversations.jsonl").read_text(encoding="utf-8").splitlines()]
CODES = {"answers_question": "decision.answers_question", "split_over_messages": "personal.split_over_messages"}
LEAST_RECALL = {"answers_question": 0.75, "split_over_messages": 0.45}
LEAST_PRECISION = {"answers_question": 0.85, "split_over_messages": 0.80}


def assess(classifier, conversation, *, with_history=True):
    history = tuple(HistoryMessage(text) for text in conversation["history"]) if with_history else ()
    return classifier.assess(Draft(text=conversation["text"], context=Context(history=history)))


@pytest.fixture(scope="module")
def counts(classifier):
    """Count pairs of what a conversation is labelled and what was said of it."""
    found = Counter()
    for conversation in CONVERSATIONS:
        codes = {warning.code for warning in assess(classifier, conversation).warnings}
        said = next((follow for follow, code in CODES.items() if code in codes), None)
        found[conversation["follows"], said] += 1
    return found


def test_there_are_enough():
    assert len(CONVERSATIONS) >= 200
    assert all(1 <= len(conversation["history"]) <= 3 for conversation in CONVERSATIONS)
    kinds = Counter(conversation["follows"] for conversation in CONVERSATIONS)
    assert set(kinds) == {*CODES, None}
    assert min(kinds.values()) >= 40


@pytest.mark.parametrize("follow", list(CODES))
def test_most_are_seen(counts, follow):
    labelled = sum(count for (label, _), count in counts.items() if label == follow)
    assert counts[follow, follow] / labelled >= LEAST_RECALL[follow]


@pytest.mark.parametrize("follow", list(CODES))
def test_few_are_invented(counts, follow):
    said = sum(count for (_, answer), count in counts.items() if answer == follow)
    assert counts[follow, follow] / said >= LEAST_PRECISION[follow]


def test_history_never_changes_what_the_message_holds(classifier):
    for conversation in CONVERSATIONS:
        alone, together = (assess(classifier, conversation, with_history=flag) for flag in (False, True))
        assert alone.categories == together.categories
        assert alone.findings == together.findings
        assert alone.topics == together.topics


def test_what_is_completed_raises_the_verdict(classifier):
    for conversation in CONVERSATIONS:
        assessment = assess(classifier, conversation)
        if {warning.code for warning in assessment.warnings} & set(CODES.values()):
            assert assessment.verdict is Verdict.WARN
