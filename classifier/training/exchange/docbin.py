"""spaCy: a ``DocBin`` to train a pipeline with, and back.

Tokens are cut where an entity begins or ends, so that every entity stands in ``doc.ents``; ``doc.cats`` holds every
choice with 1.0 or 0.0, ``doc.user_data`` our id and the language. In a file of others that has entities in a group of
``doc.spans``, those count too. The file is zlib around msgpack: nothing in it is unpickled. How much it unpacks to is
bounded before it is unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.errors import CorpusError
from classifier.training.corpus import Message, Refused
from classifier.training.exchange.entries import Entry, Place, Unfit, entries_of
from classifier.training.exchange.files import LARGEST_FILE, read_bytes
from classifier.training.exchange.labels import CHOICES, choices_of, labels_of, make_message, spans_of
from classifier.training.exchange.tokens import blank_pipeline, cut

__all__ = ["docs_bytes", "read_docs"]

_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")
_ID, _LANGUAGE = "message_id", "lang"
_CHOSEN = 0.5
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, AssertionError, MemoryError)


def docs_bytes(messages: Iterable[Message]) -> bytes:
    """Return a ``DocBin`` of ``messages``."""
    from spacy.tokens import DocBin

    bin_of_docs = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    vocabulary = blank_pipeline().vocab
    for message in messages:
        bin_of_docs.add(_doc(message, vocabulary))
    content: bytes = bin_of_docs.to_bytes()
    return content


def _doc(message: Message, vocabulary: Any) -> Any:
    from spacy.tokens import Doc

    text = message.text
    tokens = cut(text, (border for span in message.entities for border in (span.start, span.end)))
    doc = Doc(
        vocabulary,
        words=[text[token.start : token.end] for token in tokens],
        spaces=[token.space for token in tokens],
        user_data={_ID: message.id, _LANGUAGE: message.lang},
    )
    spans = [doc.char_span(span.start, span.end, label=span.label) for span in message.entities]
    doc.set_ents([span for span in spans if span is not None])
    doc.cats = dict.fromkeys(choices_of(message), 1.0)  # the chosen ones first, so that they keep their order
    doc.cats |= {choice: 0.0 for choice in CHOICES if choice not in doc.cats}
    return doc


def read_docs(path: Path, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of a ``DocBin``; the line of an error is the number of the document.

    Raises
    ------
    CorpusError
        If a document is not wholly labelled by the guideline and ``refused`` is ``None``, or the file is no ``DocBin``.
    """
    yield from entries_of(_docs(path), _message, refused)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a document says, looked up: a broken one fails when it is."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    categories: object
    data: Mapping[Any, Any]


def _docs(path: Path) -> Iterator[tuple[Place, _Said]]:
    import spacy
    from spacy.tokens import DocBin

    content = read_bytes(path)
    number = 0
    try:
        _refuse_bombs(content)
        for doc in DocBin().from_bytes(content).get_docs(spacy.blank("nl").vocab):
            number += 1
            yield Place(path, number, f"document {number}"), _said(doc)
    except (zlib.error, *_BROKEN):
        raise CorpusError("is no DocBin of spaCy, or a broken one", path=path, line=number + 1) from None
    if number == 0:
        raise CorpusError("holds no document", path=path, line=1)


def _refuse_bombs(content: bytes) -> None:
    unpacking = zlib.decompressobj()
    size = 0
    while content and not unpacking.eof:
        size += len(unpacking.decompress(content, 1024 * 1024))
        content = unpacking.unconsumed_tail
        if size > LARGEST_FILE:
            raise ValueError("unpacks to too much")


def _said(doc: Any) -> _Said:
    groups = [span for group in doc.spans.values() for span in group]
    found = dict.fromkeys((span.start_char, span.end_char, span.label_) for span in (*doc.ents, *groups))
    return _Said(doc.text, tuple(found), doc.cats, dict(doc.user_data))


def _message(said: _Said) -> Message:
    if not isinstance(said.categories, dict):
        raise Unfit("its categories are no mapping")
    chosen = [
        choice for choice, value in said.categories.items() if isinstance(value, int | float) and value >= _CHOSEN
    ]
    labels = labels_of(chosen, lang=said.data.get(_LANGUAGE))
    return make_message(said.data.get(_ID), said.text, labels, spans_of(said.spans, said.text))
