"""Taking messages that were read into a corpus: new ones of an author, or other labels for known ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.training.adding import file_of, next_number
from classifier.training.corpus import Corpus, Message, Refused, read_messages
from classifier.training.disk import alone_in, replace_files
from classifier.training.exchange.entries import Entry, Unfit, shown
from classifier.training.exchange.formats import Format, file_bytes

__all__ = ["Merged", "add_new", "replace_known"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What was taken.

    Attributes
    ----------
    taken
        How many messages.
    changed
        How many of them the corpus did not hold as they are: with other labels, or not at all.
    """

    taken: int
    changed: int


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
    with alone_in(directory):
        corpus = Corpus.read(directory)
        known = {message.id: message for message in corpus.messages}
        taken: dict[str, Message] = {}
        for message in _fitting(entries, lambda message: _refuse_unknown(message, known, taken), refused):
            taken[message.id] = message
        changed = {identity for identity, message in taken.items() if known[identity] != message}
        authors = sorted({known[identity].author for identity in changed})
        after = {
            directory / "messages" / f"{author}.jsonl": [
                taken.get(message.id, message) for message in corpus.messages if message.author == author
            ]
            for author in authors
        }
        _write(after)
    return Merged(len(taken), len(changed))


def add_new(entries: Iterable[Entry], directory: Path, *, author: str, refused: Refused | None = None) -> Merged:
    """Add messages as new ones of an author, numbered on after those that are there; ids of the file do not count.

    What the author wrote before, with the same labels, is taken and not added again: so an export that has grown can be
    taken in as a whole.

    Parameters
    ----------
    entries
        The messages.
    directory
        The corpus.
    author
        The author's id.
    refused
        Is told of a message that cannot be taken, which is then left out.

    Raises
    ------
    CorpusError
        If the author wrote a text before and it was labelled otherwise, and ``refused`` is ``None``.
    ConfigurationError
        If ``authors.yaml`` does not know the author.
    OSError
        If the file cannot be written; then the corpus is as it was.
    """
    with alone_in(directory):
        path = file_of(author, directory)
        messages = list(read_messages(path)) if path.exists() else []
        before, first, taken = len(messages), next_number(messages), 0
        known = {message.text: message for message in messages}
        for message in _fitting(entries, lambda message: _refuse_relabelled(message, known), refused):
            taken += 1
            if message.text not in known:
                new = message.model_copy(update={"id": f"{author}-{first + len(messages) - before:03d}"})
                messages.append(new)
                known[message.text] = new
        if len(messages) > before:
            path.parent.mkdir(exist_ok=True)
            _write({path: messages})
    return Merged(taken, len(messages) - before)


def _fitting(entries: Iterable[Entry], check: Callable[[Message], None], refused: Refused | None) -> Iterator[Message]:
    for entry in entries:
        try:
            check(entry.message)
        except Unfit as problem:
            error = entry.place.error(str(problem))
            if refused is None:
                raise error from None
            refused(error)
        else:
            yield entry.message


def _refuse_unknown(message: Message, known: Mapping[str, Message], taken: Mapping[str, Message]) -> None:
    if not message.id:
        raise Unfit("has no id; add it as a new message of an author")
    if message.id not in known:
        raise Unfit(f"the corpus has no message with the id {shown(message.id)}")
    if taken.get(message.id, message) != message:
        raise Unfit(f"the id {shown(message.id)} stands here for the second time, and with other labels")


def _refuse_relabelled(message: Message, known: Mapping[str, Message]) -> None:
    before = known.get(message.text)
    if before is not None and before != message.model_copy(update={"id": before.id}):
        raise Unfit(f"has the text of {before.id}, and other labels")


def _write(contents: Mapping[Path, Sequence[Message]]) -> None:
    replace_files({path: file_bytes(messages, Format.BERICHTWACHT) for path, messages in contents.items()})
