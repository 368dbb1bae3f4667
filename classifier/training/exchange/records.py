"""Our own JSON Lines, as the labelling guideline has them; a record may come without an id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from classifier.training.corpus import Message, Refused
from classifier.training.exchange.entries import Entry, Unfit, entries_of
from classifier.training.exchange.files import object_of, read_lines
from classifier.training.exchange.labels import make_message

__all__ = ["read_records"]


def read_records(path: Path, refused: Refused | None = None) -> Iterator[Entry]:
    """Yield the messages of a file.

    Raises
    ------
    CorpusError
        If a line is no record and ``refused`` is ``None``.
    """
    yield from entries_of(read_lines(path), _message, refused)


def _message(line: bytes) -> Message:
    record = object_of(line)
    if record.keys() - Message.model_fields.keys():
        raise Unfit("holds a field that the guideline does not know")
    labels = {name: value for name, value in record.items() if name not in {"id", "text", "entities"}}
    return make_message(record.get("id"), record.get("text"), labels, record.get("entities", []))
