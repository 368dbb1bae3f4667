"""The formats by name, and reading and writing a file of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from classifier.training.corpus import Message, Refused, record_of
from classifier.training.disk import replace_file
from classifier.training.exchange.docbin import docs_bytes, read_docs
from classifier.training.exchange.doccano import labelled_example, read_labelled
from classifier.training.exchange.entries import Entry
from classifier.training.exchange.label_studio import annotated_task, predicted_task, read_tasks, tasks_bytes
from classifier.training.exchange.predictions import Predicted
from classifier.training.exchange.prodigy import annotated_example, predicted_example, read_examples
from classifier.training.exchange.records import read_records

__all__ = ["Format", "file_bytes", "read_file", "write_file"]


class Format(StrEnum):
    """What a file of messages is written for."""

    BERICHTWACHT = "berichtwacht"
    LABEL_STUDIO = "label-studio"
    PRODIGY = "prodigy"
    DOCCANO = "doccano"
    SPACY = "spacy"

    @property
    def takes_predictions(self) -> bool:
        """Whether the tool shows what a model says."""
        return self in {Format.LABEL_STUDIO, Format.PRODIGY}


_READERS: Mapping[Format, Callable[[Path, Refused | None], Iterator[Entry]]] = {
    Format.BERICHTWACHT: read_records,
    Format.LABEL_STUDIO: read_tasks,
    Format.PRODIGY: read_examples,
    Format.DOCCANO: read_labelled,
    Format.SPACY: read_docs,
}


def read_file(path: Path, form: Format, *, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of a file.

    Parameters
    ----------
    path
        The file.
    form
        Its format.
    refused
        Is told what is wrong with a message, which is then left out. What is wrong with the file as a whole, so that
        nobody can tell where its messages begin, is raised all the same.

    Raises
    ------
    CorpusError
        If the file is broken, or a message is not wholly labelled by the guideline; names the place, never the text.
    """
    return _READERS[form](path, refused)


def write_file(
    path: Path, messages: Sequence[Message], form: Format, *, predict: Callable[[str], Predicted] | None = None
) -> None:
    """Write messages, whole or not at all.

    Parameters
    ----------
    path
        The file; one that is there is replaced.
    messages
        The messages.
    form
        The format.
    predict
        Says what the model thinks of a text; it stands in the file in place of the labels, to be corrected.

    Raises
    ------
    ValueError
        If the format has no place for what a model says.
    OSError
        If the file cannot be written; then what was there is as it was.
    """
    replace_file(path, file_bytes(messages, form, predict=predict))


def file_bytes(
    messages: Sequence[Message], form: Format, *, predict: Callable[[str], Predicted] | None = None
) -> bytes:
    """Return what :func:`write_file` writes."""
    if predict is not None and not form.takes_predictions:
        raise ValueError(f"{form} has no place for predictions")
    match form:
        case Format.LABEL_STUDIO if predict is not None:
            return tasks_bytes(predicted_task(message, predict(message.text)) for message in messages)
        case Format.LABEL_STUDIO:
            return tasks_bytes(annotated_task(message) for message in messages)
        case Format.PRODIGY if predict is not None:
            return _lines(predicted_example(message, predict(message.text)) for message in messages)
        case Format.PRODIGY:
            return _lines(annotated_example(message) for message in messages)
        case Format.DOCCANO:
            return _lines(labelled_example(message) for message in messages)
        case Format.SPACY:
            return docs_bytes(messages)
        case Format.BERICHTWACHT:
            return _lines(record_of(message) for message in messages)


def _lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()
