"""Which messages to label first: those that a model would learn most from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from classifier.records import Category

__all__ = ["Candidate", "Usefulness", "rank"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open message.

    Attributes
    ----------
    id
        Its id.
    text
        The message.
    probabilities
        How likely the model holds each category to be at least a notice, and a warning: (notice, warn), in [0, 1].
    thresholds
        The probabilities from which it says notice and warn.
    disagreed
        How far the writer disagrees with the model, in [0, 1].
    """

    id: str
    text: str = field(repr=False)
    probabilities: Mapping[Category, tuple[float, float]]
    thresholds: Mapping[Category, tuple[float, float]]
    disagreed: float = 0.0


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How useful labelling a message is, in [0, 1], in all and for each reason."""

    id: str
    total: float
    disagreement: float
    uncertainty: float
    novelty: float


def rank(candidates: Sequence[Candidate], *, known: Sequence[str] = ()) -> list[Usefulness]:
    """Return the usefulness of the candidates, most useful first."""
    ranked = [Usefulness(candidate.id, candidate.disagreed, candidate.disagreed, 0.0, 0.0) for candidate in candidates]
    return sorted(ranked, key=lambda useful: -useful.total)
