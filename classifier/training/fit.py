"""Fitting the scorers: words to log-odds, then clues to calibrated probabilities.

The second estimator is fitted on what the first says of authors that it was not fitted on, so that it learns
how far words can be trusted, not how well they were memorised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from classifier.records import Encoding, RecognisedMessage
from classifier.score.features import FloatArray, clues, risk_names, risk_row
from classifier.score.identifiability import Identification, identify
from classifier.score.lexicon import Lexicon
from classifier.score.masking import MaskedText, mask
from classifier.score.text_model import TextModel, scaled
from classifier.training.corpus import Message
from classifier.training.truth import held_targets
from classifier.vocabulary import TARGETS

__all__ = ["Example", "examples", "fit_scorer"]

FOLDS = 5
TEXT_REGULARISATION = 30.0
RISK_REGULARISATION = 0.05
TOPIC_REGULARISATION = 0.01  # a topic has a few dozen examples among the scorers' authors
SEED = 2026
ANY_WORD = r"\S+"


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


def fit_scorer(training: Sequence[Example]) -> dict[str, Any]:
    """Fit both estimators and return the state of a scorer's artefact."""
    answers = np.array([held_targets(example.message) for example in training])
    authors = [example.message.author for example in training]
    folds = GroupKFold(n_splits=min(FOLDS, len(set(authors)))).split(training, groups=authors)
    rows = np.zeros((len(training), len(risk_names(TARGETS, Lexicon.load()))))
    for known, unknown in folds:
        text = _fit_text([training[index] for index in known], answers[known])
        for index in unknown:
            example = training[index]
            rows[index] = example.row(text)
    text = _fit_text(training, answers)
    scaler = StandardScaler().fit(rows)
    scaler.scale_ = np.maximum(scaler.scale_, 0.05)  # a clue that was hardly ever seen must not count double
    weights, intercepts = _fit_outputs((rows - scaler.mean_) / scaler.scale_, answers)
    return {
        "text.words": text.words,
        "text.characters": text.characters,
        "text.vectors": text.vectors,
        "text.weights": text.weights,
        "text.intercepts": text.intercepts,
        "text.targets": list(TARGETS),
        "risk.scaler": scaler,
        "risk.weights": weights,
        "risk.intercepts": intercepts,
        "risk.columns": list(risk_names(TARGETS, Lexicon.load())),
    }


def _fit_text(training: Sequence[Example], answers: npt.NDArray[np.bool_]) -> TextModel:
    words = TfidfVectorizer(
        ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=ANY_WORD, lowercase=False, dtype=np.float32
    )
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=4, sublinear_tf=True, lowercase=False, dtype=np.float32
    )
    words.fit([example.masked.hinted_text for example in training])
    characters.fit([example.masked.text for example in training])
    vectors = np.array([example.encoding.vector for example in training])
    scaler = StandardScaler().fit(vectors)
    rows = hstack(
        [
            words.transform([example.masked.hinted_text for example in training]),
            characters.transform([example.masked.text for example in training]),
            csr_matrix(scaled(scaler, vectors)),
        ],
        format="csr",
    )
    fitted = [_fit_target(rows, answers[:, column]) for column in range(len(TARGETS))]
    return TextModel(
        words=words,
        characters=characters,
        vectors=scaler,
        weights=np.stack([weights for weights, _ in fitted], axis=1),
        intercepts=np.array([intercept for _, intercept in fitted]),
        targets=TARGETS,
    )


def _fit_target(rows: csr_matrix, answers: npt.NDArray[np.bool_]) -> tuple[FloatArray, float]:
    """Return weights and intercept; of a target without examples, those of a model that never tells it."""
    if not answers.any():
        return np.zeros(rows.shape[1]), -float(np.log(2 * len(answers)))
    model = LogisticRegression(C=TEXT_REGULARISATION, solver="liblinear", random_state=SEED)
    model.fit(rows, answers)
    return model.coef_[0], float(model.intercept_[0])


def _fit_outputs(rows: FloatArray, answers: npt.NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
    weights, intercepts = np.zeros((rows.shape[1], answers.shape[1])), np.zeros(answers.shape[1])
    for column, target in enumerate(TARGETS):
        if not answers[:, column].any():
            intercepts[column] = -np.log(2 * len(answers))
            continue
        strength = TOPIC_REGULARISATION if target.startswith("topic.") else RISK_REGULARISATION
        model = LogisticRegression(C=strength, max_iter=2000, random_state=SEED)
        model.fit(rows, answers[:, column])
        weights[:, column], intercepts[column] = model.coef_[0], model.intercept_[0]
    return weights, intercepts
