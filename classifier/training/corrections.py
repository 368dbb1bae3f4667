"""Fitting the corrections: which words of the reviewed messages the scorers judge wrongly, and by how much.

A logistic regression whose offset is what the scorers say, so that it learns only what they got wrong. Its words stand
in several reviewed messages of which the scorers are wrong, and are far more frequent among the reviewed ones than in
those that the scorers were fitted on: it learns of a local matter (a carnival, a project's name), not of 'akkoord'. The
scorers' own messages take part, with the log-odds of folds that had not seen them: a word that warns rightly there is
not talked down.

It is the step of boosting (Friedman, 2001, *Greedy function approximation*) with one weak learner: a sparse linear one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack
from scipy.special import expit
from sklearn.feature_extraction.text import CountVectorizer
from threadpoolctl import threadpool_limits

from classifier.score.corrections import CORRECTED, LARGEST, Corrections
from classifier.score.features import FloatArray
from classifier.score.masking import MaskedText
from classifier.vocabulary import TARGETS

__all__ = ["Judged", "fit_corrections"]

LEAST_MESSAGES = 2
"""In how many reviewed messages a word must stand of which the scorers are wrong: a level that nobody objected to is
left as it is."""

LEAST_LETTERS = 3
"""Fewer letters, and emoji, tell how somebody types and not what about."""

RATIO = 20.0
"""How much more frequent it must be there than among the scorers' messages."""

WEIGHT = 3.0
"""How often a reviewed message counts. The scorers' messages are a sample of everything that people write, the reviewed
ones are those of which the scorers are known to be wrong."""

RIDGE = 0.3
"""Half the penalty on the square of a word's correction."""

SMALLEST = 0.1
"""Corrections below it are left out."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Labelled messages and what the scorers say of them without having learned from them.

    Attributes
    ----------
    texts
        The masked texts.
    odds
        The log-odds, of shape (messages, targets).
    answers
        What the labels say, of shape (messages, targets).
    """

    texts: Sequence[MaskedText]
    odds: FloatArray
    answers: npt.NDArray[np.bool_]


def fit_corrections(reviewed: Judged, scorers: Judged) -> Corrections:
    """Return the corrections that the reviewed messages teach; none when they share no word that is theirs.

    Parameters
    ----------
    reviewed
        The reviewed messages, which the scorers have not seen.
    scorers
        The scorers' own messages, with log-odds of folds that had not seen them.
    """
    vectoriser = CountVectorizer(binary=True, tokenizer=str.split, token_pattern=None, lowercase=False)
    words = [_words(text) for text in reviewed.texts]
    if not any(words):
        return Corrections()
    own = vectoriser.fit_transform(words).astype(np.float64)
    others = vectoriser.transform([_words(text) for text in scorers.texts]).astype(np.float64)
    names, theirs = vectoriser.get_feature_names_out(), _characteristic(own, others)
    found: dict[str, dict[str, float]] = {}
    with threadpool_limits(limits=1, user_api="blas"):  # the same numbers, whatever the machine has
        for target in CORRECTED:
            column = TARGETS.index(target)
            is_wrong = (reviewed.odds[:, column] > 0) != reviewed.answers[:, column]
            kept = theirs & (_counts(own[is_wrong]) >= LEAST_MESSAGES)
            if not kept.any():
                continue
            touched = np.flatnonzero(others[:, kept].sum(axis=1))  # no correction moves the rest
            rows = vstack([own[:, kept], others[touched][:, kept]], format="csr")
            odds = np.concatenate([reviewed.odds[:, column], scorers.odds[touched, column]])
            answers = np.concatenate([reviewed.answers[:, column], scorers.answers[touched, column]])
            weights = np.concatenate([np.full(own.shape[0], WEIGHT), np.ones(len(touched))])
            shifts = _fit(rows, odds, answers.astype(np.float64), weights)
            for word, shift in zip(names[kept], shifts, strict=True):
                if abs(shift) >= SMALLEST:
                    found.setdefault(str(word), {})[target] = round(float(shift), 3)
    return Corrections(dict(sorted(found.items())))


def _words(text: MaskedText) -> str:
    words = (token.text for token in text.tokens if not token.is_entity)
    return " ".join(word for word in words if sum(letter.isalpha() for letter in word) >= LEAST_LETTERS)


def _characteristic(own: csr_matrix, others: csr_matrix) -> npt.NDArray[np.bool_]:
    """Return which words stand in the reviewed messages far more often than anywhere else."""
    here, there = _counts(own) / own.shape[0], (_counts(others) + 0.5) / max(1, others.shape[0])
    kept: npt.NDArray[np.bool_] = here >= RATIO * there
    return kept


def _counts(rows: csr_matrix) -> FloatArray:
    counts: FloatArray = np.asarray(rows.sum(axis=0)).ravel()
    return counts


def _fit(rows: csr_matrix, odds: FloatArray, answers: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the shifts with the least penalised log-loss, none of them larger than a version may hold."""

    def loss(shifts: FloatArray) -> tuple[float, FloatArray]:
        moved = odds + rows @ shifts
        value = float(weights @ (np.logaddexp(0.0, moved) - answers * moved)) + RIDGE / 2 * float(shifts @ shifts)
        slope: FloatArray = rows.T @ (weights * (expit(moved) - answers)) + RIDGE * shifts
        return value, slope

    bounds = [(-LARGEST, LARGEST)] * rows.shape[1]
    result: Any = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    shifts: FloatArray = result.x
    return shifts
