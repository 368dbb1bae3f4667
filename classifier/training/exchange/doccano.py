"""Doccano: JSON Lines for its projects of intent detection, sequence labelling and relation extraction.

One file fits all three. A project of intent detection and slot filling takes ``entities`` and ``cats``; one of sequence
labelling takes ``label``, or ``entities`` where it has relations. What a project does not take it keeps as metadata and
gives back; the columns that it knows are what people have changed. So ``entities`` count before ``label``. doccano
counts code points, and numbers examples by itself: our id is ``message_id``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifier.training.corpus import Message, Refused
from classifier.training.exchange.entries import Entry, Unfit, entries_of
from classifier.training.exchange.files import object_of, read_lines
from classifier.training.exchange.labels import choices_of, labels_of, make_message, spans_of

__all__ = ["labelled_example", "read_labelled"]

Offsets = tuple[object, object, object]


def labelled_example(message: Message) -> dict[str, Any]:
    """Return an example that is labelled with the labels of ``message``."""
    spans = [[span.start, span.end, span.label] for span in message.entities]
    return {
        "text": message.text,
        "message_id": message.id,
        "label": spans,
        "entities": spans,
        "cats": choices_of(message),
    }


def read_labelled(path: Path, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of an export.

    Raises
    ------
    CorpusError
        If an example is not wholly labelled by the guideline and ``refused`` is ``None``.
    """
    yield from entries_of(read_lines(path), _message, refused)


def _message(line: bytes) -> Message:
    example = object_of(line)
    if example.get("relations"):
        raise Unfit("holds relations, which the guideline does not know")
    text, choices = example.get("text"), example.get("cats")
    if not isinstance(text, str):
        raise Unfit("has no text")
    if not isinstance(choices, list):
        raise Unfit("'cats' is no list of categories: nothing says its levels")
    spans = example.get("entities", example.get("label"))
    if not isinstance(spans, list):
        raise Unfit("neither 'entities' nor 'label' is a list of entities")
    return make_message(
        example.get("message_id"), text, labels_of(choices), spans_of((_offsets(span) for span in spans), text)
    )


def _offsets(span: Any) -> Offsets:
    match span:
        case [start, end, label]:
            return start, end, label
        case {"start_offset": start, "end_offset": end, "label": label}:
            return start, end, label
    raise Unfit("an entity is neither [start, end, label] nor one with 'start_offset', 'end_offset' and 'label'")
