"""Adding what an author wrote to the corpus: all of it or nothing, and two at once one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import ConfigurationError, CorpusError
from classifier.training.corpus import AUTHORS, CORPUS, Message, read_authors, read_messages, write_messages
from classifier.training.disk import alone_in
from classifier.training.explanations import nearest
from classifier.training.markup import read_written

__all__ = ["Added", "add_written", "file_of", "next_number"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did.

    Attributes
    ----------
    path
        The author's file in the corpus.
    added, total
        How many messages were added, and how many it holds now.
    refused
        The lines that are wrong. Where ``added`` is 0 they may be why nothing was written.
    """

    path: Path
    added: int
    total: int
    refused: tuple[CorpusError, ...]


def add_written(path: Path, *, author: str, directory: Path = CORPUS, skip_invalid: bool = False) -> Added:
    """Add the messages of a file that an author wrote, see :func:`read_written`, to a corpus.

    Nothing is written when a line is wrong, unless ``skip_invalid``: then the others are taken. The author's file is
    written in one step, so that a full disk or a stop half-way leaves it as it was.

    Raises
    ------
    ConfigurationError
        If ``authors.yaml`` does not know the author.
    OSError
        If a file cannot be read or written.
    """
    refused: list[CorpusError] = []
    with alone_in(directory):
        target = file_of(author, directory)
        before = list(read_messages(target)) if target.exists() else []
        added = list(
            read_written(
                path,
                author=author,
                first=next_number(before),
                refused=refused.append,
                known=[message.text for message in before],
            )
        )
        if added and (skip_invalid or not refused):
            target.parent.mkdir(exist_ok=True)
            write_messages(target, [*before, *added])
        else:
            added = []
    return Added(target, len(added), len(before) + len(added), tuple(refused))


def file_of(author: str, directory: Path = CORPUS) -> Path:
    """Return the file of an author's messages, which may not be there yet.

    Raises
    ------
    ConfigurationError
        If ``authors.yaml`` does not know the author.
    """
    authors = read_authors(directory)
    if author not in authors:
        raise ConfigurationError(
            f"does not know this author{nearest(author, list(authors))}",
            path=directory / AUTHORS,
            cure="berichtwacht data split AUTHOR --to SPLIT --brief '…' adds one",
        )
    return directory / "messages" / f"{author}.jsonl"


def next_number(messages: Sequence[Message]) -> int:
    """Return the number after the highest of an author's messages; numbers in between stay free."""
    numbers = (message.id.rsplit("-", 1)[-1] for message in messages)
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
