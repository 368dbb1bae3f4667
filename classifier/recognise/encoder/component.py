"""The spaCy component that reads a document with the encoder: entities and a vector from one pass."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from classifier.recognise.encoder.heads import LABELS
from classifier.recognise.encoder.model import EncoderModel
from classifier.recognise.encoder.reading import Pass, TaggedSpan, tagged_spans

__all__ = ["FACTORY", "EncoderComponent", "pass_of", "tagged"]

FACTORY = "berichtwacht_encoder"

_PASS = "berichtwacht_pass"
_SPANS = "berichtwacht_spans"
_SYNONYMS = {"PER": "PERSON", "LOC": "LOCATION", "GPE": "LOCATION"}
_DOUBTFUL = 0.85
"""Score of an entity of a component that does not say how sure it is."""


class EncoderComponent:
    """Sets ``doc.ents`` (on whole tokens) and ``doc.tensor`` (one row: the message's vector).

    Entities that another component has already set are kept. Does nothing until it has a model.
    """

    def __init__(self) -> None:
        self.model: EncoderModel | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it sets."""
        return LABELS

    def __call__(self, doc: Doc) -> Doc:
        """Read ``doc``."""
        if self.model is None or not doc.text.strip():
            return doc
        found = self.model.read(doc.text)
        doc.user_data[_PASS] = found
        doc.tensor = np.asarray([found.vector])
        if not doc.ents:
            spans = tagged_spans(doc.text, found)
            doc.user_data[_SPANS] = spans
            doc.set_ents(list(_on_tokens(doc, spans)))
        return doc


def pass_of(doc: Doc) -> Pass | None:
    """Return what the encoder read in ``doc``, ``None`` when it did not."""
    found = doc.user_data.get(_PASS)
    return found if isinstance(found, Pass) else None


def tagged(doc: Doc, label: str) -> list[TaggedSpan]:
    """Return the entities of one kind: those of the encoder to the character, else those of the pipeline."""
    spans = doc.user_data.get(_SPANS)
    if spans is None:
        spans = [
            TaggedSpan(_SYNONYMS.get(span.label_, span.label_), span.start_char, span.end_char, _DOUBTFUL)
            for span in doc.ents
        ]
    return [span for span in spans if span.label == label]


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
