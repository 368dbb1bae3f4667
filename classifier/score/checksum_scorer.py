"""What can still be said when the estimators are not there: numbers that pass their check, and secrets."""

from __future__ import annotations

from classifier.records import Category, Recognised, RecognisedMessage, Scored, ScoredMessage
from classifier.score.reasons import certain_scores

__all__ = ["ChecksumScorer", "by_rules"]


class ChecksumScorer:
    """Scores by the rules that need no estimate; everything else stays unchecked.

    There is no false all-clear: a category without a certain finding has no score at all.
    """

    version = "none"
    degraded = ("scores",)

    def score(self, recognised: Recognised) -> Scored:
        """Score the message and its history as far as rules go."""
        return Scored(
            draft=recognised.draft,
            message=by_rules(recognised.message),
            model_version=self.version,
            history=tuple(by_rules(message) for message in recognised.history),
            degraded=(*recognised.degraded, *self.degraded),
        )


def by_rules(message: RecognisedMessage) -> ScoredMessage:
    """Return the certain scores of a message; a category without one is ``None``: unchecked."""
    certain = certain_scores(message)
    return ScoredMessage(recognised=message, categories={category: certain.get(category) for category in Category})
