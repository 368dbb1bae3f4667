"""Taking messages that were read into a corpus: new ones of an author, or other labels for known ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import ConfigurationError
from classifier.training.corpus import Corpus, Message
from classifier.training.exchange.entries import Entry, Refused, Unfit, shown
from classifier.training.exchange.files import write_files
from classifier.training.exchange.formats import Format, file_bytes

__all__ = ["Merged", "add_new", "replace_known"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What was taken.

    Parameters
    ----------
    taken
        How many messages.
    changed
        How many of them say something else than the corpus did.
    paths
        The files that were written.
    """

    taken: int
    changed: int
    paths: tuple[Path, ...]


def replace_known(entries: Iterable[Entry], directory: Path, *, refused: Refused | None = None) -> Merged:
    """Replace messages of the corpus by those of the same id; all of them, or nothing is written.

    Parameters
    ----------
    entries
        The messages.
    directory
        The corpus.
    refused
        Is told of a message that cannot be taken, which is then left out.

    Raises
    ------
    CorpusError
        If the corpus has no message of that id, or two of the file have the same id and differ, and ``refused`` is
        ``None``.
    OSError
        If a file cannot be written; then the corpus is as it was.
    """
    corpus = Corpus.read(directory)
    known = {message.id: message for message in corpus.messages}
    taken: dict[str, Message] = {}
    for entry in _fitting(entries, known.keys(), taken, refused):
        taken[entry.message.id] = entry.message
    changed = {identity for identity, message in taken.items() if known[identity] != message}
    authors = {known[identity].author for identity in changed}
    after = {
        author: [taken.get(message.id, message) for message in corpus.messages if message.author == author]
        for author in sorted(authors)
    }
    return Merged(len(taken), len(changed), _write(directory, after))


def add_new(entries: Iterable[Entry], directory: Path, *, author: str) -> Merged:
    """Add messages as new ones of an author, numbered on after those that are there; ids of the file do not count.

    Raises
    ------
    ConfigurationError
        If ``authors.yaml`` does not know the author.
    OSError
        If the file cannot be written; then the corpus is as it was.
    """
    corpus = Corpus.read(directory)
    if author not in corpus.authors:
        raise ConfigurationError(
            f"does not know the author {shown(author)}",
            path=directory / "authors.yaml",
            cure="add the author, with a brief and a split",
        )
    before = [message for message in corpus.messages if message.author == author]
    first = max((_number(message) for message in before), default=0) + 1
    added = [
        entry.message.model_copy(update={"id": f"{author}-{number:03d}"}) for number, entry in enumerate(entries, first)
    ]
    after = {author: [*before, *added]} if added else {}
    return Merged(len(added), len(added), _write(directory, after))


def _fitting(
    entries: Iterable[Entry], known: Iterable[str], taken: dict[str, Message], refused: Refused | None
) -> Iterator[Entry]:
    for entry in entries:
        try:
            _refuse_misfit(entry.message, known, taken)
        except Unfit as problem:
            error = entry.place.error(str(problem))
            if refused is None:
                raise error from None
            refused(error)
        else:
            yield entry


def _refuse_misfit(message: Message, known: Iterable[str], taken: dict[str, Message]) -> None:
    if not message.id:
        raise Unfit("has no id; add it as a new message of an author")
    if message.id not in known:
        raise Unfit(f"the corpus has no message with the id {shown(message.id)}")
    if taken.get(message.id, message) != message:
        raise Unfit(f"the id {shown(message.id)} stands here for the second time, and with other labels")


def _number(message: Message) -> int:
    digits = message.id.rsplit("-", 1)[-1]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _write(directory: Path, after: dict[str, Sequence[Message]] | dict[str, list[Message]]) -> tuple[Path, ...]:
    contents = {
        directory / "messages" / f"{author}.jsonl": file_bytes(messages, Format.BERICHTWACHT)
        for author, messages in after.items()
    }
    write_files(contents)
    return tuple(contents)
