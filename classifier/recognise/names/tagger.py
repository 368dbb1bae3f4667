"""The trained spaCy component that sets ``doc.ents``: persons, places and streets.

A linear model scores every token for every tag; the best well-formed sequence of tags is found by the Viterbi
algorithm. It reads careless Dutch at a fraction of a millisecond and is trained in seconds. An encoder can
take its place: whatever sets ``doc.ents`` with the labels PERSON, LOCATION and STREET_ADDRESS will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from classifier.recognise.names.features import token_features
from classifier.recognise.names.gazetteer import Gazetteer

__all__ = ["FACTORY", "KEYS", "LABELS", "TAGS", "NamesTagger", "spans_of_tags"]

FACTORY = "berichtwacht_names"
LABELS = ("PERSON", "LOCATION", "STREET_ADDRESS")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
KEYS = frozenset({"features", "weights", "intercepts", "gazetteer"})
"""What the artefact of a tagger holds; lists are one string, an entry a line, to keep it small."""


class NamesTagger:
    """Tags the tokens of a document; does nothing until it has a state.

    Parameters
    ----------
    state
        ``features`` (their names), ``weights`` of shape (features, tags), ``intercepts`` of shape (tags,), and
        the lists of the ``gazetteer``.
    """

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        self._columns: dict[str, int] = {}
        self._weights: npt.NDArray[np.float32] = np.zeros((0, len(TAGS)), dtype=np.float32)
        self._intercepts: npt.NDArray[np.float32] = np.zeros(len(TAGS), dtype=np.float32)
        self._gazetteer: Gazetteer | None = None
        if state is not None:
            self.set_state(state)

    def set_state(self, state: dict[str, Any]) -> None:
        """Take over a trained state."""
        self._columns = {name: column for column, name in enumerate(state["features"].split("\n"))}
        self._weights = np.asarray(state["weights"], dtype=np.float32)
        self._intercepts = np.asarray(state["intercepts"], dtype=np.float32)
        self._gazetteer = Gazetteer.from_lists(
            {name: entries.split("\n") for name, entries in state["gazetteer"].items()}
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it sets."""
        return LABELS

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of ``doc``."""
        words = [token.text for token in doc]
        if self._gazetteer is None or not words:
            return doc
        spans = spans_of_tags(best_tags(self.scores(words)))
        doc.set_ents([Span(doc, first, last, label=label) for first, last, label in spans])
        return doc

    def scores(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the log-odds of every tag for every word: shape (words, tags)."""
        if self._gazetteer is None:
            raise ValueError("the tagger has no state yet")
        scores = np.tile(self._intercepts, (len(words), 1))
        for index, features in enumerate(token_features(words, self._gazetteer)):
            columns = [self._columns[name] for name in features if name in self._columns]
            scores[index] += self._weights[columns].sum(axis=0)
        return scores


def _allowed() -> npt.NDArray[np.float32]:
    """Return 0 where one tag may follow another and minus infinity where it may not."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            for row, before in enumerate(TAGS):
                if before[2:] != tag[2:]:
                    table[row, column] = -np.inf
    return table


_TRANSITIONS = _allowed()
_START = np.array([-np.inf if tag.startswith("I-") else 0.0 for tag in TAGS], dtype=np.float32)


def best_tags(scores: npt.NDArray[np.float32]) -> list[str]:
    """Return the well-formed sequence of tags with the highest total score."""
    best = scores[0] + _START
    pointers = np.zeros(scores.shape, dtype=np.intp)
    for index in range(1, len(scores)):
        reached = best[:, None] + _TRANSITIONS
        pointers[index] = reached.argmax(axis=0)
        best = reached.max(axis=0) + scores[index]
    path = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        path.append(int(pointers[index, path[-1]]))
    return [TAGS[tag] for tag in reversed(path)]


def spans_of_tags(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans that tags describe: first token, token after the last, label."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((index, index + 1, tag[2:]))
        elif tag.startswith("I-"):
            first, _, label = spans[-1]
            spans[-1] = (first, index + 1, label)
    return spans


@Language.factory(FACTORY)
def _create(nlp: Language, name: str) -> NamesTagger:  # noqa: ARG001  # spaCy calls factories so
    return NamesTagger()
