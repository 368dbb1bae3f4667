"""The spaCy component that reads a document with the encoder: entities and a vector from one pass."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from classifier.recognise.encoder.model import EncoderModel
from classifier.recognise.encoder.reading import Pass, TaggedSpan, tagged_spans
from classifier.vocabulary import ENTITIES

__all__ = ["FACTORY", "EncoderComponent", "pass_of", "tagged"]

FACTORY = "berichtwacht_encoder"

_PASS = "berichtwacht_pass"  # noqa: S105  # nosec B105 # the name of a field
_SPANS = "berichtwacht_spans"
_SYNONYMS = {"PER": "PERSON", "LOC": "LOCATION", "GPE": "LOCATION"}
_NAMES = ("PERSON", "LOCATION")
_DOUBTFUL = 0.85
"""Score of an entity of a component that does not say how sure it is."""


class EncoderComponent:
    """Sets ``doc.ents`` (on whole tokens) and ``doc.tensor`` (one row: the message's vector).

    Does nothing until it has a ``model``. With ``names_elsewhere`` persons and places are those that the components
    before it have set, and ``doc.ents`` stays as they left it.
    """

    def __init__(self) -> None:
        self.model: EncoderModel | None = None
        self.names_elsewhere = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it sets."""
        return ENTITIES

    def __call__(self, doc: Doc) -> Doc:
        """Read ``doc``."""
        if self.model is None or not doc.text.strip():
            return doc
        found = self.model.read(doc.text)
        doc.user_data[_PASS] = found
        doc.tensor = np.asarray([found.vector])
        spans = tagged_spans(doc.text, found)
        if self.names_elsewhere:
            spans = [span for span in spans if span.label not in _NAMES] + list(_names_of(doc))
        else:
            doc.set_ents(list(_on_tokens(doc, spans)))
        doc.user_data[_SPANS] = spans
        return doc


def pass_of(doc: Doc) -> Pass | None:
    """Return what the encoder read in ``doc``, ``None`` when it did not."""
    found = doc.user_data.get(_PASS)
    return found if isinstance(found, Pass) else None


def tagged(doc: Doc, label: str) -> list[TaggedSpan]:
    """Return the entities of one kind, to the character; where the encoder is missing, names of other components."""
    spans = doc.user_data.get(_SPANS)
    if spans is None:
        spans = _names_of(doc)
    return [span for span in spans if span.label == label]


def _names_of(doc: Doc) -> Iterator[TaggedSpan]:
    """Yield the persons and places that another component has set."""
    for span in doc.ents:
        label = _SYNONYMS.get(span.label_, span.label_)
        if label in _NAMES:
            yield TaggedSpan(label, span.start_char, span.end_char, _DOUBTFUL)


def _on_tokens(doc: Doc, spans: list[TaggedSpan]) -> Iterator[Span]:
    """Yield the spans moved outward to whole tokens; one that would then overlap another is left out."""
    free = 0
    for span in spans:
        words = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        if words is not None and words.start >= free:
            free = words.end
            yield words


@Language.factory(FACTORY)
def _create(nlp: Language, name: str) -> EncoderComponent:  # noqa: ARG001  # spaCy calls factories so
    return EncoderComponent()
