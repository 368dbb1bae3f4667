"""Which messages to label first: those that the next model would learn most from.

Three reasons make a message useful, each in [0, 1]:

- **disagreement**: its writer says that the model is wrong. That is what feedback is for, and the surest sign that a
  label will change something; it weighs 0.5.
- **uncertainty**: a calibrated probability lies near the threshold that decides, so that the model could as well have
  said the other thing (uncertainty sampling: Lewis and Gale, 1994, "A sequential algorithm for training text
  classifiers"). It is the binary entropy of the probability after the log-odds have been moved so that the threshold
  lies at one half, and the highest over categories and levels counts; it weighs 0.3.
- **novelty**: it is unlike what is known and what stands higher (the maximal marginal relevance of Carbonell and
  Goldstein, 1998; for why batches need it, see Settles, 2009, "Active learning literature survey", on diversity). It is
  one less the highest cosine of character n-grams; it weighs 0.2.

The order is greedy: after each message the novelty of those that are left falls by their likeness to it. A message
that nearly equals one above it is worth little whatever its other reasons are, so novelty also scales the whole:
twenty objections in the same words give one place at the top, not twenty. Characters are hashed: no vocabulary of the
messages is made or kept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import HashingVectorizer

from classifier.records import Category, Level

__all__ = ["WEIGHTS", "Candidate", "Usefulness", "disagreement", "rank"]

WEIGHTS: Mapping[str, float] = {"disagreement": 0.5, "uncertainty": 0.3, "novelty": 0.2}
"""What each reason adds; together 1."""

_OBJECTION = 0.6
"""Disagreement of a writer who says that a warning is wrong, and not what would be right."""

_REPEATED = 0.35
"""Novelty from which a message counts in full; below it is the more a repetition, the less it has."""

_NGRAMS = (3, 4)
_FEATURES = 2**18
_NEAREST_ODDS = 1e-6

_Array = npt.NDArray[np.float64]


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
        How likely the model holds each category to be at least a notice, and a warning: ``(notice, warn)`` in [0, 1].
    thresholds
        The probabilities from which it says notice and warn: ``(notice, warn)`` in (0, 1).
    disagreed
        How far the writer disagrees with the model, in [0, 1]; :func:`disagreement` gives it.
    """

    id: str
    text: str = field(repr=False)
    probabilities: Mapping[Category, tuple[float, float]]
    thresholds: Mapping[Category, tuple[float, float]]
    disagreed: float = 0.0


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How useful it is to label a message, in [0, 1], in all and for each reason."""

    id: str
    total: float
    disagreement: float
    uncertainty: float
    novelty: float


def disagreement(
    levels: Mapping[Category, Level | None],
    corrected: Mapping[Category, Level] | None = None,
    *,
    right: bool | None = None,
    warning_wrong: bool = False,
) -> float:
    """Return how far a writer disagrees with the model, in [0, 1].

    It is the farthest distance between a corrected level and what the model says now: one step (``none`` and
    ``notice``) is a half, two are one. A writer who only objects counts as a step and a little more; one whose
    correction the model gives by now does not disagree any more.

    Parameters
    ----------
    levels
        What the model says now; ``None`` where it says nothing.
    corrected
        What the writer says it should be, for the categories that they spoke of.
    right
        Whether the writer called the warning right; ``None`` when they did not say.
    warning_wrong
        Whether they gave as reason that the warning is wrong.
    """
    if corrected:
        said = [(corrected[category], levels.get(category)) for category in corrected]
        return max((abs(level.rank - now.rank) / 2 for level, now in said if now is not None), default=_OBJECTION)
    return _OBJECTION if right is False or warning_wrong else 0.0


def rank(candidates: Sequence[Candidate], *, known: Sequence[str] = ()) -> list[Usefulness]:
    """Return the usefulness of the candidates, most useful first; equals stay in their order.

    A thousand candidates take less than a second.

    Parameters
    ----------
    candidates
        The open messages.
    known
        Messages that are labelled already, such as those accepted before.
    """
    if not candidates:
        return []
    disagreed = np.array([candidate.disagreed for candidate in candidates])
    uncertain = np.array([_uncertainty(candidate) for candidate in candidates])
    own = WEIGHTS["disagreement"] * disagreed + WEIGHTS["uncertainty"] * uncertain
    return [
        Usefulness(candidates[index].id, total, float(disagreed[index]), float(uncertain[index]), novelty)
        for index, total, novelty in _greedy(own, [candidate.text for candidate in candidates], known)
    ]


def _greedy(own: _Array, texts: Sequence[str], known: Sequence[str]) -> list[tuple[int, float, float]]:
    """Return index, total and novelty, the highest total first, each given those before it."""
    vectorizer = HashingVectorizer(analyzer="char_wb", ngram_range=_NGRAMS, n_features=_FEATURES, alternate_sign=False)
    rows = vectorizer.transform(texts)
    likeness = (rows @ rows.T).toarray()
    nearest = np.zeros(len(texts))
    if known:
        nearest = np.asarray((rows @ vectorizer.transform(known).T).max(axis=1).toarray()).ravel()
    order: list[tuple[int, float, float]] = []
    open_places = np.ones(len(texts), dtype=bool)
    for _ in texts:
        novelty = np.clip(1.0 - nearest, 0.0, 1.0)
        totals = (own + WEIGHTS["novelty"] * novelty) * np.minimum(1.0, novelty / _REPEATED)
        chosen = int(np.argmax(np.where(open_places, totals, -1.0)))
        order.append((chosen, float(totals[chosen]), float(novelty[chosen])))
        open_places[chosen] = False
        nearest = np.maximum(nearest, likeness[chosen])
    return order


def _uncertainty(candidate: Candidate) -> float:
    """Return the highest uncertainty over categories and levels."""
    return max(
        (
            _entropy(probability, threshold)
            for category, probabilities in candidate.probabilities.items()
            for probability, threshold in zip(probabilities, candidate.thresholds[category], strict=True)
        ),
        default=0.0,
    )


def _entropy(probability: float, threshold: float) -> float:
    """Return the entropy, in bits, of a probability whose log-odds are moved so that the threshold lies at one half."""
    moved = 1.0 / (1.0 + math.exp(_log_odds(threshold) - _log_odds(probability)))
    return -sum(share * math.log2(share) for share in (moved, 1.0 - moved) if share > 0.0)


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _NEAREST_ODDS), 1.0 - _NEAREST_ODDS)
    return math.log(bounded / (1.0 - bounded))
