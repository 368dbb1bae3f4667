"""Fitting the scorers: words to log-odds, then clues to calibrated probabilities.

The second estimator is fitted on what the first says of authors that it was not fitted on, so that it learns
how far words can be trusted, not how well they were memorised. Fitting the words again for every fold is what takes
long: that is done on all cores, and what is done is kept, so that a training that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from classifier.artefacts import load_estimators
from classifier.errors import ArtefactError
from classifier.records import Encoding, RecognisedMessage
from classifier.score.features import FloatArray, clues, risk_names, risk_row
from classifier.score.identifiability import Identification, identify
from classifier.score.lexicon import Lexicon
from classifier.score.masking import MaskedText, mask
from classifier.score.risk_model import RiskModel
from classifier.score.text_model import TextModel, scaled
from classifier.training.checkpoints import WorkDirectory
from classifier.training.corpus import Message
from classifier.training.packing import packed
from classifier.training.parallel import each
from classifier.training.truth import held_targets
from classifier.vocabulary import TARGETS

__all__ = ["SEED", "Example", "Fitted", "examples", "fit_scorer"]

FOLDS = 5
TEXT_REGULARISATION = 30.0
RISK_REGULARISATION = 0.05
TOPIC_REGULARISATION = 0.01  # a topic has a few dozen examples among the scorers' authors
SEED = 2026
ANY_WORD = r"\S+"
FEW = 1000
"""Up to so many examples are fitted in this process: starting others would take longer."""

_WHOLE = -1
"""In the place of a fold's number: the words are fitted on everything."""
_TEXT_KEYS = frozenset({"words", "characters", "vectors", "weights", "intercepts"})
_FOLD_KEYS = frozenset({"places", "rows"})


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled message as the scorers read it."""

    message: Message
    recognised: RecognisedMessage
    masked: MaskedText
    identifications: tuple[Identification, ...]
    clues: FloatArray

    @property
    def encoding(self) -> Encoding:
        """What the encoder read; a message of the corpus is never blank."""
        if self.recognised.encoding is None:
            raise ValueError("the scorers are fitted on what an encoder has read")
        return self.recognised.encoding

    def row(self, text: TextModel) -> FloatArray:
        """Return the row of the risk model."""
        read = dict(zip(TARGETS, self.encoding.odds.tolist(), strict=True))
        logits = text.log_odds(text.read(self.masked), self.encoding.vector)
        return risk_row(read, logits, self.identifications, self.clues)


def examples(messages: Sequence[Message], recognised: Sequence[RecognisedMessage]) -> list[Example]:
    """Pair labelled messages with what the recognisers found in them."""
    lexicon = Lexicon.load()
    found = []
    for message, reading in zip(messages, recognised, strict=True):
        masked, identifications = mask(reading, lexicon), identify(reading)
        row = clues(reading, masked, identifications, lexicon)
        found.append(Example(message, reading, masked, identifications, row))
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted.

    Attributes
    ----------
    state
        The state of a scorer's artefact.
    text, risk
        The estimators that it holds.
    odds
        The log-odds of the examples, by words of folds that had not seen them, of shape (examples, targets).
    """

    state: dict[str, Any]
    text: TextModel
    risk: RiskModel
    odds: FloatArray

    def odds_of(self, example: Example) -> FloatArray:
        """Return the log-odds of a message that nothing was fitted on."""
        return self.risk.odds(example.row(self.text))


@dataclass(frozen=True, slots=True)
class _Task:
    """Everything that the words are fitted with, in whatever process."""

    training: Sequence[Example]
    answers: npt.NDArray[np.bool_]
    folds: Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]
    seed: int


def fit_scorer(
    training: Sequence[Example],
    work: WorkDirectory,
    *,
    seed: int = SEED,
    at_once: int = 1,
    progress: Callable[[int, int], None],
) -> Fitted:
    """Fit both estimators.

    Parameters
    ----------
    training
        The examples, of at least two authors.
    work
        Where fits of the words are kept; must belong to these examples and this code.
    seed
        Seed of the solvers.
    at_once
        How many processes fit beside each other; the result does not depend on it.
    progress
        Is told how many of how many parts are done.
    """
    answers = np.array([held_targets(example.message) for example in training])
    authors = [example.message.author for example in training]
    splitter = GroupKFold(n_splits=min(FOLDS, len(set(authors))))
    task = _Task(training, answers, list(splitter.split(training, groups=authors)), seed)
    parts = _fit_parts(task, work, at_once=at_once, progress=progress)
    rows = np.zeros((len(training), len(risk_names(TARGETS, Lexicon.load()))))
    for number in range(len(task.folds)):
        rows[parts[number]["places"]] = parts[number]["rows"]
    scaler = StandardScaler().fit(rows)
    scaler.scale_ = np.maximum(scaler.scale_, 0.05)  # a clue that was hardly ever seen must not count double
    with threadpool_limits(limits=1, user_api="blas"):  # threads cost more than they save on rows this short
        weights, intercepts = _fit_outputs((rows - scaler.mean_) / scaler.scale_, answers, seed)
    columns = risk_names(TARGETS, Lexicon.load())
    risk = RiskModel(scaler=scaler, weights=weights, intercepts=intercepts, columns=columns)
    state = {
        **{f"text.{name}": value for name, value in parts[_WHOLE].items()},
        "text.targets": list(TARGETS),
        "risk.scaler": scaler,
        "risk.weights": weights,
        "risk.intercepts": intercepts,
        "risk.columns": list(columns),
    }
    return Fitted(state, TextModel(**parts[_WHOLE], targets=TARGETS), risk, risk.odds(rows))


def _fit_parts(
    task: _Task, work: WorkDirectory, *, at_once: int, progress: Callable[[int, int], None]
) -> dict[int, dict[str, Any]]:
    """Return what the words' model gives to every fold, and the model of all examples; kept parts are not done again.

    A part is always read from where it is kept: what was just fitted differs in nothing from what was fitted before.
    """
    numbers = [_WHOLE, *range(len(task.folds))]
    done = {number: part for number in numbers if (part := _kept_part(work, number)) is not None}
    missing = [number for number in numbers if number not in done]
    progress(len(done), len(numbers))
    processes = at_once if len(task.training) > FEW else 1
    for number, content in zip(
        missing, each(_fit_part, missing, at_once=processes, prepare=_take, given=(task,)), strict=True
    ):
        work.keep(_name(number), content)
        part = _kept_part(work, number)
        if part is None:
            raise ArtefactError(f"{work.directory}: what was kept there is not what it was")
        done[number] = part
        progress(len(done), len(numbers))
    return done


def _name(number: int) -> str:
    return "words.skops" if number == _WHOLE else f"fold_{number}.skops"


def _kept_part(work: WorkDirectory, number: int) -> dict[str, Any] | None:
    path = work.find(_name(number))
    if path is None:
        return None
    return load_estimators(path, expected=_TEXT_KEYS if number == _WHOLE else _FOLD_KEYS)


_taken: list[_Task] = []
"""What this process fits with."""


def _take(task: _Task) -> None:
    _taken[:] = [task]


def _fit_part(number: int) -> bytes:
    """Fit the words on everything, or on all but a fold; return the model, or the rows that it gives to the fold."""
    task = _taken[0]
    with threadpool_limits(limits=1, user_api="blas"):
        if number == _WHOLE:
            text = _fit_text(task.training, task.answers, task.seed)
            return packed({name: getattr(text, name) for name in sorted(_TEXT_KEYS)})
        known, unknown = task.folds[number]
        text = _fit_text([task.training[index] for index in known], task.answers[known], task.seed)
        rows = np.stack([task.training[index].row(text) for index in unknown])
        return packed({"places": unknown, "rows": rows})


def _fit_text(training: Sequence[Example], answers: npt.NDArray[np.bool_], seed: int) -> TextModel:
    words = TfidfVectorizer(
        ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=ANY_WORD, lowercase=False, dtype=np.float32
    )
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=4, sublinear_tf=True, lowercase=False, dtype=np.float32
    )
    vectors = np.array([example.encoding.vector for example in training])
    scaler = StandardScaler().fit(vectors)
    rows = hstack(
        [
            words.fit_transform([example.masked.hinted_text for example in training]),
            characters.fit_transform([example.masked.text for example in training]),
            csr_matrix(scaled(scaler, vectors)),
        ],
        format="csr",
    )
    for vectoriser in (words, characters):
        vars(vectoriser).pop("_stop_words_id", None)  # an address in memory, other in every process
    fitted = [_fit_target(rows, answers[:, column], seed) for column in range(len(TARGETS))]
    return TextModel(
        words=words,
        characters=characters,
        vectors=scaler,
        weights=np.stack([weights for weights, _ in fitted], axis=1),
        intercepts=np.array([intercept for _, intercept in fitted]),
        targets=TARGETS,
    )


def _fit_target(rows: csr_matrix, answers: npt.NDArray[np.bool_], seed: int) -> tuple[FloatArray, float]:
    """Return weights and intercept; of a target without examples, those of a model that never tells it."""
    if not answers.any():
        return np.zeros(rows.shape[1]), -float(np.log(2 * len(answers)))
    model = LogisticRegression(C=TEXT_REGULARISATION, solver="liblinear", random_state=seed)
    model.fit(rows, answers)
    return model.coef_[0], float(model.intercept_[0])


def _fit_outputs(rows: FloatArray, answers: npt.NDArray[np.bool_], seed: int) -> tuple[FloatArray, FloatArray]:
    weights, intercepts = np.zeros((rows.shape[1], answers.shape[1])), np.zeros(answers.shape[1])
    for column, target in enumerate(TARGETS):
        if not answers[:, column].any():
            intercepts[column] = -np.log(2 * len(answers))
            continue
        strength = TOPIC_REGULARISATION if target.startswith("topic.") else RISK_REGULARISATION
        model = LogisticRegression(C=strength, max_iter=2000, random_state=seed)
        model.fit(rows, answers[:, column])
        weights[:, column], intercepts[column] = model.coef_[0], model.intercept_[0]
    return weights, intercepts
