"""From clues to calibrated probabilities, of levels and of topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.records import Category, CategoryScore
from classifier.score.features import FloatArray
from classifier.vocabulary import TARGETS

__all__ = ["KEYS", "RiskModel", "category_scores"]

KEYS = frozenset({"scaler", "weights", "intercepts", "columns"})
"""What the artefact of a risk model holds."""


class RiskModel:
    """Logistic regression over the risk row of a message.

    It is fitted on log-odds that the text model gave to messages of authors it had not seen, so that its
    probabilities are calibrated by construction.

    Parameters
    ----------
    scaler
        Fitted ``StandardScaler`` of the rows.
    weights
        Array of shape (columns, outputs).
    intercepts
        Array of shape (outputs,).
    columns
        Names of the columns of a row.
    """

    def __init__(
        self,
        *,
        scaler: Any,
        weights: npt.NDArray[np.floating[Any]],
        intercepts: npt.NDArray[np.floating[Any]],
        columns: tuple[str, ...],
    ) -> None:
        self.scaler = scaler
        self.weights = np.asarray(weights, dtype=np.float64)
        self.intercepts = np.asarray(intercepts, dtype=np.float64)
        self.columns = tuple(columns)

    @property
    def hangs_together(self) -> bool:
        """Whether there is a finite weight for every column and target."""
        return (
            self.scaler.mean_.shape == self.scaler.scale_.shape == (len(self.columns),)
            and self.weights.shape == (len(self.columns), len(TARGETS))
            and self.intercepts.shape == (len(TARGETS),)
            and bool(np.isfinite(self.weights).all() and np.isfinite(self.intercepts).all())
        )

    def odds(self, row: FloatArray) -> FloatArray:
        """Return the log-odds of each of :data:`TARGETS`; of several rows, of shape (rows, targets)."""
        odds: FloatArray = (row - self.scaler.mean_) / self.scaler.scale_ @ self.weights + self.intercepts
        return odds

    def probabilities(self, row: FloatArray, shifts: FloatArray) -> dict[str, float]:
        """Return the probability of each of :data:`TARGETS`, its log-odds moved by ``shifts``."""
        odds = np.clip(self.odds(row) + shifts, -30.0, 30.0)
        return dict(zip(TARGETS, (1.0 / (1.0 + np.exp(-odds))).tolist(), strict=True))

    def slopes(self, source: str, target: str) -> npt.NDArray[np.float64]:
        """Return by how much each log-odds of ``source`` (``encoder`` or ``text``) moves that of ``target``."""
        columns = [self.columns.index(f"{source}.{other}") for other in TARGETS]
        slopes: npt.NDArray[np.float64] = self.weights[columns, TARGETS.index(target)] / self.scaler.scale_[columns]
        return slopes


def category_scores(probabilities: Mapping[str, float]) -> dict[Category, CategoryScore]:
    """Return the score of every category; what warns is never less than noticed."""
    scores = {}
    for category in Category:
        warn = probabilities[f"{category}.warn"]
        scores[category] = CategoryScore(warn=warn, notice=max(warn, probabilities[f"{category}.notice"]))
    return scores
