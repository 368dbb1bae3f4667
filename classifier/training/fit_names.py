"""Fitting the tagger of persons and places on labelled messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import SGDClassifier
from spacy.language import Language

from classifier.normalise import normalise_text
from classifier.recognise.names.features import token_features
from classifier.recognise.names.gazetteer import Gazetteer, read_gazetteer
from classifier.recognise.names.tagger import LABELS, TAGS
from classifier.training.augment import lower_case, swap_names, typos, without_punctuation
from classifier.training.corpus import CORPUS, Message, Span

__all__ = ["fit_names", "normalised_message", "tags_of"]

SEED = 2026
REGULARISATION = 2e-6
EPOCHS = 12
RAREST = 3
WEAKEST = 1e-3


def fit_names(messages: Sequence[Message], *, names: Path = CORPUS / "names") -> dict[str, Any]:
    """Fit the tagger and return the state of its artefact.

    Every message is read three times: as it is, with other names, and in lower case with other names, without
    punctuation and with typing errors.

    Parameters
    ----------
    messages
        Labelled messages.
    names
        Directory of the gazetteer's lists.
    """
    gazetteer = read_gazetteer(names)
    tokenise = spacy.blank("nl")
    rows: list[dict[str, float]] = []
    tags: list[str] = []
    for message in _variants(messages, gazetteer):
        words, spans = tags_of(message, tokenise)
        rows += token_features(words, gazetteer)
        tags += spans
    vectoriser = DictVectorizer(dtype=np.float32)
    matrix = vectoriser.fit_transform(rows)
    frequent = np.asarray(matrix.sum(axis=0)).ravel() >= RAREST
    vectoriser.restrict(frequent)
    model = SGDClassifier(
        loss="log_loss", alpha=REGULARISATION, max_iter=EPOCHS, tol=None, average=True, random_state=SEED
    )
    model.fit(_small(matrix[:, frequent]), np.array(tags))
    order = [list(model.classes_).index(tag) for tag in TAGS]
    weights = model.coef_[order].T.astype(np.float32)
    matters = np.abs(weights).max(axis=1) >= WEAKEST
    return {
        "features": "\n".join(vectoriser.get_feature_names_out()[matters]),
        "weights": weights[matters],
        "intercepts": model.intercept_[order].astype(np.float32),
        "gazetteer": {name: "\n".join(entries) for name, entries in gazetteer.as_lists().items()},
    }


def tags_of(message: Message, tokenise: Language) -> tuple[list[str], list[str]]:
    """Return the words of a message and their tags; an entity's edges are moved outward to whole words."""
    doc = tokenise(message.text)
    tags = ["O"] * len(doc)
    for span in message.entities:
        if span.label not in LABELS:
            continue
        words = doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None:
            continue
        for index in range(words.start, words.end):
            tags[index] = f"{'B' if index == words.start else 'I'}-{span.label}"
    return [token.text for token in doc], tags


def normalised_message(message: Message) -> Message:
    """Return the message as the recognisers read it: its text normalised, its entities moved along."""
    normalised = normalise_text(message.text)
    if normalised.text == message.text:
        return message
    moved = []
    for span in message.entities:
        inside = [
            index
            for index, (start, end) in enumerate(zip(normalised.starts, normalised.ends, strict=True))
            if start < span.end and end > span.start
        ]
        if inside:
            moved.append(Span(start=inside[0], end=inside[-1] + 1, label=span.label))
    return message.model_copy(update={"text": normalised.text, "entities": tuple(moved)})


def _small(matrix: csr_matrix) -> csr_matrix:
    """Return the matrix with 32-bit indices, which the estimator asks for."""
    indices, pointers = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return csr_matrix((matrix.data, indices, pointers), shape=matrix.shape)


def _variants(messages: Sequence[Message], gazetteer: Gazetteer) -> Iterator[Message]:
    random = Random(SEED)  # noqa: S311  # for variety, not for secrets
    for original in messages:
        message = normalised_message(original)
        yield message
        yield swap_names(message, gazetteer, random)
        yield typos(without_punctuation(lower_case(swap_names(message, gazetteer, random))), random)
