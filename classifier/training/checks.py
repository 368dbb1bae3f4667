"""What breaks the labelling guideline in a corpus, with file and line.

Everything is gathered: a line that is no record is told, and the lines beside it are checked all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import CorpusError
from classifier.records import Category, Level, Topic
from classifier.training.agreement import SECOND, read_pairs
from classifier.training.breaches import breaches
from classifier.training.corpus import (
    AUTHORS,
    CORPUS,
    Author,
    Message,
    Refused,
    Split,
    not_of,
    read_authors,
    read_numbered,
)
from classifier.training.duplicates import near_duplicates
from classifier.training.explanations import nearest
from classifier.training.placed import Placed
from classifier.training.progress import Progress, in_silence
from classifier.vocabulary import ENTITIES

__all__ = ["THIN", "Checked", "check_corpus", "examine"]

THIN = 10
"""Least messages of a level, topic or entity in a split; a rate over fewer says next to nothing."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    problems
        What breaks the guideline, in order of file and line.
    warnings
        What does not, but is worth knowing: labels with few examples, and authors without messages.
    """

    problems: tuple[CorpusError, ...]
    warnings: tuple[str, ...]


def check_corpus(directory: Path = CORPUS, *, progress: Progress = in_silence) -> list[CorpusError]:
    """Return everything in a corpus that breaks the guideline; see :func:`examine`."""
    return list(examine(directory, progress=progress).problems)


def examine(directory: Path = CORPUS, *, progress: Progress = in_silence) -> Checked:
    """Check a corpus.

    Problems are lines that are no record, files that no author owns, ids that are not the author's or not unique, what
    :func:`~classifier.training.breaches.breaches` finds in a message, texts that an author wrote twice, messages that
    stand, nearly the same, in two splits, and second labellings that do not fit.

    Raises
    ------
    ConfigurationError
        If ``authors.yaml`` is wrong: without it nothing says what the messages are for.
    """
    authors = read_authors(directory)
    problems: list[CorpusError] = []
    placed: list[Placed] = []
    for path in progress(sorted((directory / "messages").iterdir()), "reading messages"):
        if path.suffix != ".jsonl" or path.stem not in authors:
            problems.append(CorpusError(_not_owned(path, authors), path=path, line=1))
            continue
        problems += _untidy(path)
        read = [Placed(message, path, line) for line, message in read_numbered(path, refused=problems.append)]
        problems += _wrong_in_file(path, read)
        placed += read
    problems += _ids_twice(placed)
    problems += _across_splits(placed, authors, progress)
    _check_second(directory, [item.message for item in placed], problems.append)
    return Checked(
        tuple(sorted(problems, key=lambda problem: (str(problem.path), problem.line))),
        (*_without_messages(directory, authors, placed), *_thin(placed, authors)),
    )


def _not_owned(path: Path, authors: Mapping[str, Author]) -> str:
    if path.suffix != ".jsonl":
        return "is no file of messages: those are <author>.jsonl"
    return f"no author in {AUTHORS} has this file{nearest(path.stem, list(authors))}"


def _untidy(path: Path) -> Iterator[CorpusError]:
    """Yield what is wrong with a file as such: its beginning, its line ends, and lines that hold nothing."""
    content = path.read_bytes()
    if not content.strip():
        yield CorpusError("holds no messages", path=path, line=1)
        return
    if content.startswith(b"\xef\xbb\xbf"):
        yield CorpusError("begins with a byte order mark", path=path, line=1)
    lines = content.removesuffix(b"\n").split(b"\n")
    ends = [number for number, line in enumerate(lines, 1) if line.endswith(b"\r")]
    if ends:
        yield CorpusError(f"ends in CR LF, as do {len(ends) - 1} lines more", path=path, line=ends[0])
    for number, line in enumerate(lines, 1):
        if not line.strip():
            yield CorpusError("is blank", path=path, line=number)


def _wrong_in_file(path: Path, read: list[Placed]) -> Iterator[CorpusError]:
    """Yield what is wrong with the messages of one author."""
    seen: dict[str, Placed] = {}
    for item in read:
        yield from (item.problem(problem) for problem in breaches(item.message))
        if item.message.author != path.stem:
            yield item.problem(not_of(path))
        first = seen.setdefault(item.message.text, item)
        if first is not item:
            yield item.problem(f"has the text of {first.place}")


def _ids_twice(placed: list[Placed]) -> Iterator[CorpusError]:
    seen: dict[str, Placed] = {}
    for item in placed:
        first = seen.setdefault(item.message.id, item)
        if first is not item:
            yield item.problem(f"has the id of {first.place}")


def _across_splits(placed: list[Placed], authors: Mapping[str, Author], progress: Progress) -> Iterator[CorpusError]:
    splits = [authors[item.path.stem].split for item in placed]
    for one, other in near_duplicates([item.message.text for item in placed], progress=progress):
        if splits[one] is not splits[other]:
            yield placed[other].problem(f"is nearly the same as {placed[one].place}, which is in another split")


def _check_second(directory: Path, messages: list[Message], refused: Refused) -> None:
    for path in sorted((directory / SECOND).glob("*.jsonl")):
        try:
            read_pairs(messages, path)
        except CorpusError as problem:
            refused(problem)


def _without_messages(directory: Path, authors: Mapping[str, Author], placed: list[Placed]) -> Iterator[str]:
    present = {item.path.stem for item in placed}
    for author in authors:
        if author not in present:
            yield f"{directory / AUTHORS}: author {author} has no messages"


def _thin(placed: list[Placed], authors: Mapping[str, Author]) -> Iterator[str]:
    """Yield the labels of which a split that has messages has fewer than :data:`THIN`.

    Reviewed messages are of what went wrong, whatever that was, so none of their labels is missed.
    """
    for split in (Split.ENCODER, Split.SCORERS, Split.DEVELOPMENT, Split.TEST):
        messages = [item.message for item in placed if authors[item.path.stem].split is split]
        found = Counter(label for message in messages for label in _labels(message))
        if messages:
            yield from (
                f"{split}: {found[label]} messages with {label}; fewer than {THIN}"
                for label in _LABELS
                if found[label] < THIN
            )


_LABELS = (
    *(f"{category} {level}" for category in Category for level in Level),
    *(f"topic {topic}" for topic in Topic),
    *(f"entity {entity}" for entity in ENTITIES),
)


def _labels(message: Message) -> set[str]:
    return {
        *(f"{category} {message.level(category)}" for category in Category),
        *(f"topic {topic}" for topic in message.topics),
        *(f"entity {span.label}" for span in message.entities),
    }
