"""The messages whose labelling would help most: of a pool without labels, or of a corpus for a second labelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classifier.decide import load_policy
from classifier.errors import CorpusError, InvalidDraft
from classifier.normalise import normalise
from classifier.pipeline import Classifier
from classifier.records import Category, Draft, Level
from classifier.training.agreement import SECOND, read_labellings
from classifier.training.corpus import CORPUS, read_lines
from classifier.training.explanations import explain
from classifier.training.placed import Placed
from classifier.training.progress import Progress, in_silence
from classifier.training.usefulness import Candidate, Usefulness, rank

__all__ = ["Unlabelled", "labelled_twice", "read_pool", "useful_in_corpus", "useful_in_pool"]

FloatArray = npt.NDArray[np.float64]

_AT_ONCE = 2_000
"""How many messages are held against each other: those with the most reasons of their own."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    text: Annotated[str, Field(min_length=1, repr=False)]


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A message without labels, and where it stands; its id is its line where it has none."""

    id: str
    draft: Draft
    path: Path
    line: int


def read_pool(path: Path) -> list[Unlabelled]:
    """Return the messages of a JSON Lines file; of each record only ``text``, and ``id`` if it has one, is read.

    Raises
    ------
    CorpusError
        If a line is no such record, or its text cannot be a draft; names the line, never the text.
    """
    pool: list[Unlabelled] = []
    for number, line in read_lines(path):
        try:
            record = _Record.model_validate_json(line, strict=True)
            draft = Draft(text=record.text)
        except ValidationError as problem:
            raise CorpusError("; ".join(explain(problem)), path=path, line=number) from None
        except InvalidDraft as problem:
            raise CorpusError(str(problem), path=path, line=number) from None
        pool.append(Unlabelled(record.id or f"line {number}", draft, path, number))
    return pool


def useful_in_pool(
    pool: Sequence[Unlabelled],
    known: Sequence[str],
    *,
    models: Path | None = None,
    progress: Progress = in_silence,
) -> list[tuple[Unlabelled, Usefulness]]:
    """Return the messages of a pool, the most useful first.

    Parameters
    ----------
    pool
        The messages.
    known
        Texts that are labelled already.
    models
        Directory of the model versions; the current one says what it is not sure of.
    progress
        Shows how far the work is.

    Raises
    ------
    ArtefactError
        If the model cannot be loaded.
    """
    classifier = Classifier.load(models=models)
    thresholds = _thresholds()
    candidates = []
    for index, message in enumerate(progress(pool, "scoring the pool")):
        scored = classifier.scorer.score(classifier.engine.recognise(normalise(message.draft)))
        found = {name: (score.notice, score.warn) for name, score in scored.message.categories.items() if score}
        candidates.append(Candidate(str(index), message.draft.text, found, thresholds))
    return [(pool[int(useful.id)], useful) for useful in _ranked(candidates, known)]


def useful_in_corpus(
    placed: Sequence[Placed],
    probabilities: Mapping[str, FloatArray],
    quality: FloatArray,
    *,
    twice: frozenset[str],
) -> list[tuple[Placed, Usefulness]]:
    """Return the messages that a second labelling would help most.

    Parameters
    ----------
    placed
        The messages.
    probabilities
        Per category, what a model that has not seen the authors says.
    quality
        Per message, how likely its labels are to be right; what is not counts as disagreement.
    twice
        Ids of the messages that were labelled twice; they are left out.
    """
    thresholds = _thresholds()
    candidates = [
        Candidate(
            str(index),
            item.message.text,
            {category: _notice_and_warn(probabilities[category.value][index]) for category in Category},
            thresholds,
            disagreed=1.0 - float(quality[index]),
        )
        for index, item in enumerate(placed)
        if item.message.id not in twice
    ]
    known = [item.message.text for item in placed if item.message.id in twice]
    return [(placed[int(useful.id)], useful) for useful in _ranked(candidates, known)]


def labelled_twice(directory: Path = CORPUS) -> frozenset[str]:
    """Return the ids of the messages that have a second labelling."""
    paths = sorted((directory / SECOND).glob("*.jsonl"))
    return frozenset(labelling.id for path in paths for _, labelling in read_labellings(path))


def _thresholds() -> dict[Category, tuple[float, float]]:
    thresholds = load_policy().file.thresholds
    levels = {category: getattr(thresholds, category.value) for category in Category}
    return {category: (level.notice, level.warn) for category, level in levels.items()}


def _notice_and_warn(levels: FloatArray) -> tuple[float, float]:
    """Return the probabilities of at least a notice and of a warning from those of the three levels."""
    warn = float(levels[Level.WARN.rank])
    return min(1.0, float(levels[Level.NOTICE.rank]) + warn), warn


def _ranked(candidates: Sequence[Candidate], known: Sequence[str]) -> list[Usefulness]:
    """Rank the candidates; of many, those with the most reasons of their own."""
    return rank(sorted(candidates, key=_reasons, reverse=True)[:_AT_ONCE], known=known)


def _reasons(candidate: Candidate) -> float:
    """Return how far its labels are disagreed with, less how far the model is from any threshold."""
    margins = [
        abs(probability - threshold)
        for category, probabilities in candidate.probabilities.items()
        for probability, threshold in zip(probabilities, candidate.thresholds[category], strict=True)
    ]
    return candidate.disagreed - min(margins, default=0.0)
