"""What a labelled message holds."""

from classifier.training.corpus import Message
from classifier.training.truth import held_targets
from classifier.vocabulary import TARGETS


def test_a_warning_is_more_than_a_notice():
    message = Message(
        id="t-1",
        text="bel jan",
        lang="nl",
        personal="notice",
        decision="warn",
        confidential="none",
        topics=("health",),
        entities=(),
    )
    held = {target for target, holds in zip(TARGETS, held_targets(message), strict=True) if holds}
    assert held == {"personal.notice", "decision.warn", "decision.notice", "topic.health"}
