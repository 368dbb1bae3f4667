"""Linear models over words and characters, all targets at once, with the share of every word."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack

from classifier.score.masking import MaskedText

__all__ = ["KEYS", "TextModel", "probability", "windows"]

KEYS = frozenset({"words", "characters", "weights", "intercepts", "targets"})
"""What the artefact of a text model holds."""

WINDOW = 40
STRIDE = 20


def probability(log_odds: float) -> float:
    """Return the probability of ``log_odds``."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def windows(masked: MaskedText) -> Iterator[MaskedText]:
    """Yield the whole text and, when it is long, overlapping stretches of it.

    One sensitive line in a long forwarded chat would drown in the rest; a stretch of 40 words cannot.
    """
    yield masked
    if len(masked.tokens) > WINDOW:
        for first in range(0, len(masked.tokens) - STRIDE, STRIDE):
            yield masked.window(first, first + WINDOW)


class TextModel:
    """Log-odds per target from TF-IDF of words and characters.

    Parameters
    ----------
    words, characters
        Fitted ``TfidfVectorizer`` over tokens, and over characters within tokens (``char_wb``).
    weights
        Array of shape (features, targets).
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
        weights: npt.NDArray[np.floating[Any]],
        intercepts: npt.NDArray[np.floating[Any]],
        targets: tuple[str, ...],
    ) -> None:
        self.words = words
        self.characters = characters
        self.weights = np.asarray(weights, dtype=np.float32)
        self.intercepts = np.asarray(intercepts, dtype=np.float64)
        self.targets = tuple(targets)

    def log_odds(self, masked: MaskedText) -> dict[str, float]:
        """Return the log-odds per target: of the stretch of the text in which they are highest."""
        rows = self.features(list(windows(masked)))
        odds = np.asarray(rows @ self.weights) + self.intercepts
        return dict(zip(self.targets, odds.max(axis=0).tolist(), strict=True))

    def features(self, texts: Sequence[MaskedText]) -> csr_matrix:
        """Return the TF-IDF rows of masked texts."""
        words = self.words.transform([text.hinted_text for text in texts])
        characters = self.characters.transform([text.text for text in texts])
        return hstack([words, characters], format="csr")

    def shares(self, masked: MaskedText, targets: Sequence[str]) -> dict[str, list[float]]:
        """Return, per target, what each token with its hints adds to the log-odds: exact, for a linear model."""
        if not targets:
            return {}
        row = self.features([masked])
        weights = self.weights[row.indices][:, [self.targets.index(target) for target in targets]]
        contributions = dict(zip(row.indices.tolist(), row.data[:, None] * weights, strict=True))
        total = np.zeros((len(masked.tokens) + len(masked.hints), len(targets)))
        for column, places in self._occurrences(masked).items():
            if (contribution := contributions.get(column)) is not None:
                each = contribution / sum(part for _, part in places)
                for token, part in places:
                    total[token] += each * part
        self._fold_hints(masked, total)
        return dict(zip(targets, total[: len(masked.tokens)].T.tolist(), strict=True))

    @staticmethod
    def _fold_hints(masked: MaskedText, total: npt.NDArray[np.float64]) -> None:
        """Add what each hint contributes to the tokens that it stands for, in equal parts."""
        starts = [token.start for token in masked.tokens]
        for index, hint in enumerate(masked.hints, len(masked.tokens)):
            first, last = bisect_left(starts, hint.start), bisect_left(starts, hint.end)
            total[first:last] += total[index] / (last - first)

    def _occurrences(self, masked: MaskedText) -> dict[int, list[tuple[int, float]]]:
        """Return, per column, the tokens and hints that it occurs in, each with its part of the occurrence."""
        places: dict[int, list[tuple[int, float]]] = defaultdict(list)
        words: Mapping[str, int] = self.words.vocabulary_
        sequence = (*masked.tokens, *masked.hints)
        for index, token in enumerate(sequence):
            if (column := words.get(token.text)) is not None:
                places[column].append((index, 1.0))
            if index and (column := words.get(f"{sequence[index - 1].text} {token.text}")) is not None:
                places[column] += [(index - 1, 0.5), (index, 0.5)]
        for index, token in enumerate(masked.tokens):
            for column in self._character_columns(token.text):
                places[column].append((index, 1.0))
        return places

    def _character_columns(self, word: str) -> Iterator[int]:
        characters: Mapping[str, int] = self.characters.vocabulary_
        offset = len(self.words.vocabulary_)
        lowest, highest = self.characters.ngram_range
        padded = f" {word} "
        for length in range(lowest, min(highest, len(padded)) + 1):
            for first in range(len(padded) - length + 1):
                if (column := characters.get(padded[first : first + length])) is not None:
                    yield offset + column
