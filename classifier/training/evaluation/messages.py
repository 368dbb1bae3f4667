"""The messages that are measured on, and the hash that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from classifier.errors import CorpusError
from classifier.training.corpus import CORPUS, Corpus, Message, Split, read_messages

__all__ = ["corpus_hash", "load_messages"]


def load_messages(source: Path | None = None) -> Sequence[Message]:
    """Return the frozen test set, or the messages of another corpus directory or JSON Lines file.

    Raises
    ------
    CorpusError
        If a line is no record, or there is no message at all.
    """
    path = source or CORPUS
    messages = tuple(read_messages(path)) if path.is_file() else Corpus.read(path).split(Split.TEST)
    if not messages:
        raise CorpusError("holds no messages to measure on", path=path, line=1)
    return messages


def corpus_hash(messages: Sequence[Message]) -> str:
    """Return a hash of everything that the messages say."""
    digest = hashlib.sha256()
    for message in messages:
        digest.update(message.model_dump_json().encode())
    return digest.hexdigest()
