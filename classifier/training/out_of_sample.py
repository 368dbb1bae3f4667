"""What a model says of messages by authors that it has not learned from, every author in turn.

It reads what the scorers read but the words themselves: the encoder's vector and odds, and the clues. That takes
seconds where fitting the words takes a minute, and finds wrong labels well (docs/quality.md says how well).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from classifier.errors import ConfigurationError
from classifier.records import Category, Level, Topic
from classifier.score.identifiability import strongest
from classifier.training.corpus import Message
from classifier.training.fit import Example
from classifier.training.progress import Progress, in_silence

__all__ = ["QUESTIONS", "Answers", "answers_of", "out_of_sample", "rows_of"]

FloatArray = npt.NDArray[np.float64]
Answers = Mapping[str, npt.NDArray[np.intp]]
"""Per question the answer of every message, as a rank: of levels 0 to 2, of topics 0 or 1."""

QUESTIONS: Mapping[str, int] = {
    **{category.value: len(Level) for category in Category},
    **{f"topic.{topic}": 2 for topic in Topic},
}
"""What is asked of a message, and how many answers there are: the level of a category, and whether it has a topic."""

FOLDS = 5
REGULARISATION = 0.003
SEED = 2026


@dataclass(frozen=True, slots=True)
class _Fold:
    question: str
    known: npt.NDArray[np.intp]
    unknown: npt.NDArray[np.intp]


def answers_of(messages: Sequence[Message]) -> dict[str, npt.NDArray[np.intp]]:
    """Return the labels of messages as answers to :data:`QUESTIONS`."""
    levels = {category.value: [message.level(category).rank for message in messages] for category in Category}
    topics = {f"topic.{topic}": [topic in message.topics for message in messages] for topic in Topic}
    return {question: np.array(given, dtype=np.intp) for question, given in (levels | topics).items()}


def rows_of(examples: Sequence[Example]) -> FloatArray:
    """Return a row of numbers per message."""
    rows = [
        np.concatenate(
            [example.encoding.vector, example.encoding.odds, [strongest(example.identifications)], example.clues]
        )
        for example in examples
    ]
    return np.array(rows, dtype=np.float64)


def out_of_sample(
    rows: FloatArray, answers: Answers, authors: Sequence[str], *, progress: Progress = in_silence
) -> dict[str, FloatArray]:
    """Return, per question, the probability of every answer, of shape (messages, answers).

    Parameters
    ----------
    rows
        What the model reads; see :func:`rows_of`.
    answers
        The labels.
    authors
        The author of every message. Nobody's messages are judged by a model that learned from them.
    progress
        Shows how far the work is.

    Raises
    ------
    ConfigurationError
        If the messages are by one author only.
    """
    if len(set(authors)) < 2:
        raise ConfigurationError("messages of one author cannot be judged by those of others", cure="take more splits")
    splitter = GroupKFold(n_splits=min(FOLDS, len(set(authors))))
    splits = list(splitter.split(rows, groups=authors))
    probabilities = {question: np.zeros((len(rows), QUESTIONS[question])) for question in answers}
    work = [_Fold(question, known, unknown) for question in answers for known, unknown in splits]
    with threadpool_limits(limits=1, user_api="blas"):
        for fold in progress(work, "asking models that have not seen the author"):
            found = _fitted(rows, answers[fold.question], fold, QUESTIONS[fold.question])
            probabilities[fold.question][fold.unknown] = found
    return probabilities


def _fitted(rows: FloatArray, given: npt.NDArray[np.intp], fold: _Fold, count: int) -> FloatArray:
    """Return the probabilities of a fold by a model of the others; of an answer that nobody gave there, 0."""
    found = np.zeros((len(fold.unknown), count))
    present = np.unique(given[fold.known])
    if len(present) == 1:
        found[:, present] = 1.0
        return found
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=1_000, random_state=SEED))
    model.fit(rows[fold.known], given[fold.known])
    found[:, present] = model.predict_proba(rows[fold.unknown])
    return found
