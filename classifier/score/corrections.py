"""Corrections: what reviewed messages teach about single words, on top of the estimators.

The estimators learned from thousands of messages, and some forty more that a curator reviewed hardly move them. Words
that stand in the reviewed messages and almost nowhere else do: each may raise or lower the log-odds of a level. A
version without a file of corrections corrects nothing. How they are fitted: :mod:`classifier.training.corrections`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from classifier.artefacts import VERSION_FILE, read_listed, read_notes
from classifier.errors import ArtefactError
from classifier.score.features import FloatArray
from classifier.score.masking import MaskedText
from classifier.vocabulary import TARGETS

__all__ = ["CORRECTED", "CORRECTIONS", "LARGEST", "MOST", "Corrections"]

CORRECTIONS = "corrections.json"
"""The file of a version that holds them."""

CORRECTED = tuple(target for target in TARGETS if not target.startswith("topic."))
"""What they correct: the levels, and no topics."""

MOST = 4.0
"""By how much the words of one message together may move log-odds, either way: what the estimators are surest of
(beyond 98 %) stays a warning, whatever words stand beside it."""

LARGEST = 10.0
"""By how much one word may move them; words that stand together may make up for each other."""

_Word = Annotated[str, StringConstraints(min_length=1, max_length=40)]
_Shift = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    corrections_version: Literal[1]
    words: dict[_Word, dict[Literal[CORRECTED], _Shift]] = Field(max_length=20_000)  # type: ignore[valid-type]


class Corrections:
    """Words, and by how much each moves the log-odds of the levels.

    Parameters
    ----------
    words
        For each word, as the masked text has it, what it adds to the log-odds of targets such as ``decision.warn``.
    """

    def __init__(self, words: Mapping[str, Mapping[str, float]] | None = None) -> None:
        self.words = {word: dict(shifts) for word, shifts in (words or {}).items()}
        self._rows = {
            word: np.array([shifts.get(target, 0.0) for target in TARGETS]) for word, shifts in self.words.items()
        }

    @classmethod
    def load(cls, version: Path) -> Corrections:
        """Load those of a version; none when it has no such file.

        Raises
        ------
        ArtefactError
            If the file is missing although the version lists it, was changed, or is no file of corrections.
        """
        path = version / CORRECTIONS
        listed = read_notes(version).get("files", {}) if (version / VERSION_FILE).exists() else {}
        if not isinstance(listed, dict):
            raise ArtefactError(f"{version / VERSION_FILE}: 'files' must hold an object")
        if not path.exists() and CORRECTIONS not in listed:
            return cls()
        try:
            return cls(_File.model_validate(json.loads(read_listed(version, CORRECTIONS))).words)
        except (ValueError, RecursionError) as problem:
            raise ArtefactError(f"{path}: is no file of corrections: {type(problem).__name__}") from None

    def as_data(self) -> dict[str, object]:
        """Return them as the file holds them."""
        return {"corrections_version": 1, "words": self.words}

    def shares(self, masked: MaskedText) -> FloatArray:
        """Return what each token adds to the log-odds, of shape (targets, tokens); a word counts where it is first."""
        shares = np.zeros((len(TARGETS), len(masked.tokens)))
        if not self._rows:
            return shares
        seen: set[str] = set()
        for place, token in enumerate(masked.tokens):
            row = None if token.is_entity or token.text in seen else self._rows.get(token.text)
            if row is not None:
                shares[:, place] = row
                seen.add(token.text)
        total = np.abs(shares.sum(axis=1))
        scale = np.divide(MOST, total, out=np.ones_like(total), where=total > MOST)
        limited: FloatArray = shares * scale[:, None]
        return limited
