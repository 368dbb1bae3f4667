"""What the model says of a message, in the words of the guideline: what pre-labelling is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.records import Assessment, Category, Level, Topic
from classifier.vocabulary import ENTITIES

__all__ = ["Predicted", "PredictedSpan", "predicted"]


@dataclass(frozen=True, slots=True)
class PredictedSpan:
    """An entity that a recogniser found, and how sure it is, in [0, 1]."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the model would label.

    Parameters
    ----------
    levels
        The level of every category that was checked, and how sure the model is of it, in [0, 1].
    topics
        The topics and their probabilities.
    spans
        The entities, in order, none overlapping another.
    model_version
        The model.
    """

    levels: Mapping[Category, tuple[Level, float]]
    topics: tuple[tuple[Topic, float], ...]
    spans: tuple[PredictedSpan, ...]
    model_version: str

    @property
    def score(self) -> float:
        """How sure the model is of the level that it is least sure of: the least sure are worth labelling first."""
        return min((score for _, score in self.levels.values()), default=0.0)


def predicted(assessment: Assessment) -> Predicted:
    """Return what an assessment says, without what the guideline has no name for."""
    levels = {
        category: (found.level, max(found.score, 1.0 - found.score))
        for category, found in assessment.categories.items()
        if found.level is not None and found.score is not None
    }
    return Predicted(
        levels=levels,
        topics=tuple((topic.topic, topic.score) for topic in assessment.topics),
        spans=_spans(assessment),
        model_version=assessment.model_version,
    )


def _spans(assessment: Assessment) -> tuple[PredictedSpan, ...]:
    spans: list[PredictedSpan] = []
    for finding in assessment.findings:
        is_free = not spans or finding.start >= spans[-1].end
        if finding.entity in ENTITIES and is_free:
            spans.append(PredictedSpan(finding.start, finding.end, finding.entity, finding.score))
    return tuple(spans)
