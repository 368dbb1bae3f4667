"""Linear models over words, characters and the encoder's vector, all targets at once, with the share of every word."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.score.masking import MaskedText

FloatArray = npt.NDArray[np.float64]

__all__ = ["KEYS", "ReadText", "TextModel", "probability", "scaled", "stretches"]

KEYS = frozenset({"words", "characters", "vectors", "weights", "intercepts", "targets"})
"""What the artefact of a text model holds."""

WINDOW = 40
STRIDE = 20

VECTOR_SCALE = 0.05
"""Spread of each place of the vector beside TF-IDF: the smaller, the more a weight on it costs in fitting."""


def probability(log_odds: float) -> float:
    """Return the probability of ``log_odds``."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def stretches(masked: MaskedText) -> Iterator[MaskedText]:
    """Yield overlapping stretches of a long text, and nothing of a short one.

    One sensitive line in a long forwarded chat would drown in the rest; a stretch of 40 words cannot.
    """
    if len(masked.tokens) > WINDOW:
        for first in range(0, len(masked.tokens) - STRIDE, STRIDE):
            yield masked.window(first, first + WINDOW)


def scaled(scaler: Any, vectors: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.floating[Any]]:
    """Return the encoder's vectors on the scale on which their weights are fitted beside TF-IDF."""
    rows: npt.NDArray[np.floating[Any]] = (vectors - scaler.mean_) / scaler.scale_ * VECTOR_SCALE
    return rows


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Every occurrence of a feature: its column, the token or hint that it stands in, and its part there.

    A pair of words stands half in each of them, so that the parts of an occurrence add up to one.
    """

    columns: npt.NDArray[np.intp]
    places: npt.NDArray[np.intp]
    parts: FloatArray


@dataclass(frozen=True, slots=True)
class _Row:
    """The TF-IDF row of a text: its columns, their values, and for every occurrence its index among the columns."""

    columns: npt.NDArray[np.intp]
    values: FloatArray
    counts: FloatArray
    index: npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text whose features have been looked up."""

    masked: MaskedText
    occurrences: _Occurrences
    row: _Row


class TextModel:
    """Log-odds per target from TF-IDF of words and characters, and from the encoder's vector.

    The rows are those of the two fitted vectorisers to the last digit (a test compares them), but looked up feature
    by feature: for one message that is ten times as fast as ``transform``, and says where each feature stands.

    Parameters
    ----------
    words, characters
        Fitted ``TfidfVectorizer`` over tokens, and over characters within tokens (``char_wb``).
    vectors
        Fitted ``StandardScaler`` of the encoder's vectors.
    weights
        Array of shape (features, targets): words, characters, then the vector.
    intercepts
        Array of shape (targets,).
    targets
        Names of the targets, such as ``decision.warn`` or ``topic.health``.
    """

    def __init__(
        self,
        *,
        words: Any,
        characters: Any,
        vectors: Any,
        weights: npt.NDArray[np.floating[Any]],
        intercepts: npt.NDArray[np.floating[Any]],
        targets: tuple[str, ...],
    ) -> None:
        self.words = words
        self.characters = characters
        self.vectors = vectors
        self.weights = np.asarray(weights, dtype=np.float32)
        self.intercepts = np.asarray(intercepts, dtype=np.float64)
        self.targets = tuple(targets)
        is_fitted = hasattr(words, "vocabulary_")
        self._idf = np.concatenate([words.idf_, characters.idf_]) if is_fitted else np.zeros(0)
        known = [word for word in words.vocabulary_ if " " not in word] if is_fitted else []
        self._columns_within = {word: self._columns_of(word) for word in known}

    @property
    def width(self) -> int:
        """How many numbers the encoder's vector has."""
        return len(self.vectors.mean_)

    @property
    def hangs_together(self) -> bool:
        """Whether there is a finite weight for every feature and target."""
        features = len(self._idf) + self.width
        known = len(self.words.vocabulary_) + len(self.characters.vocabulary_)
        return (
            len(self._idf) == known
            and self.vectors.scale_.shape == (self.width,)
            and self.weights.shape == (features, len(self.targets))
            and self.intercepts.shape == (len(self.targets),)
            and bool(np.isfinite(self.weights).all() and np.isfinite(self.intercepts).all())
        )

    def log_odds(self, read: ReadText, vector: npt.NDArray[np.floating[Any]]) -> dict[str, float]:
        """Return the log-odds per target: of the stretch of the text in which they are highest."""
        rows = [read.row, *(self.read(window).row for window in stretches(read.masked))]
        odds = np.stack([row.values @ self.weights[row.columns] for row in rows]).max(axis=0) + self.intercepts
        odds = odds + scaled(self.vectors, vector) @ self.weights[len(self._idf) :]
        return dict(zip(self.targets, odds.tolist(), strict=True))

    def row(self, masked: MaskedText) -> csr_matrix:
        """Return the TF-IDF row of a text, of shape (1, words and characters)."""
        row = self.read(masked).row
        zeros = np.zeros(len(row.columns), dtype=np.intp)
        return csr_matrix((row.values, (zeros, row.columns)), shape=(1, len(self._idf)))

    def shares(self, read: ReadText) -> FloatArray:
        """Return what each token with its hints adds to each log-odds, of shape (targets, tokens)."""
        masked, occurrences, row = read.masked, read.occurrences, read.row
        each = (row.values / row.counts)[:, None] * self.weights[row.columns]
        total = np.zeros((len(masked.tokens) + len(masked.hints), len(self.targets)))
        np.add.at(total, occurrences.places, each[row.index] * occurrences.parts[:, None])
        _fold_hints(masked, total)
        return total[: len(masked.tokens)].T

    def read(self, masked: MaskedText) -> ReadText:
        """Return the features of a text: sublinear TF-IDF, words and characters each of length one."""
        occurrences = self._occurrences(masked)
        columns, index = np.unique(occurrences.columns, return_inverse=True)
        counts: FloatArray = np.bincount(index, weights=occurrences.parts, minlength=len(columns)).astype(np.float64)
        values = (1.0 + np.log(counts)) * self._idf[columns]
        border = int(np.searchsorted(columns, len(self.words.vocabulary_)))
        for part in (values[:border], values[border:]):
            part /= np.linalg.norm(part) or 1.0
        return ReadText(masked, occurrences, _Row(columns, values, counts, index))

    def _occurrences(self, masked: MaskedText) -> _Occurrences:
        words: Mapping[str, int] = self.words.vocabulary_
        columns: list[int] = []
        places: list[int] = []
        parts: list[float] = []
        before = ""
        for index, token in enumerate((*masked.tokens, *masked.hints)):
            if (column := words.get(token.text)) is not None:
                columns.append(column)
                places.append(index)
                parts.append(1.0)
            if index and (column := words.get(f"{before} {token.text}")) is not None:
                columns += (column, column)
                places += (index - 1, index)
                parts += (0.5, 0.5)
            before = token.text
        for index, token in enumerate(masked.tokens):
            within = self._columns_within.get(token.text) or self._columns_of(token.text)
            columns += within
            places += [index] * len(within)
        parts += [1.0] * (len(columns) - len(parts))
        return _Occurrences(
            np.array(columns, dtype=np.intp), np.array(places, dtype=np.intp), np.array(parts, dtype=np.float64)
        )

    def _columns_of(self, word: str) -> tuple[int, ...]:
        """Return the columns of the stretches of characters in ``word``."""
        characters: Mapping[str, int] = self.characters.vocabulary_
        offset = len(self.words.vocabulary_)
        lowest, highest = self.characters.ngram_range
        padded = f" {word} "
        return tuple(
            offset + column
            for length in range(lowest, min(highest, len(padded)) + 1)
            for first in range(len(padded) - length + 1)
            if (column := characters.get(padded[first : first + length])) is not None
        )


def _fold_hints(masked: MaskedText, total: FloatArray) -> None:
    """Add what each hint contributes to the tokens that it stands for, in equal parts."""
    starts = [token.start for token in masked.tokens]
    for index, hint in enumerate(masked.hints, len(masked.tokens)):
        first, last = bisect_left(starts, hint.start), bisect_left(starts, hint.end)
        total[first:last] += total[index] / (last - first)
