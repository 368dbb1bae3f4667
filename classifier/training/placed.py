"""A message and where it stands, so that whoever is to look at it finds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import CorpusError
from classifier.training.corpus import CORPUS, Message, Split, read_authors, read_numbered

__all__ = ["Placed", "read_placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A message, the file that it stands in, and its line there, counted from 1."""

    message: Message
    path: Path
    line: int

    def problem(self, problem: str) -> CorpusError:
        """Return what is wrong with the message as an error that names its place."""
        return CorpusError(problem, path=self.path, line=self.line)

    @property
    def place(self) -> str:
        """Name of the file, and the line."""
        return f"{self.path.name}:{self.line}"


def read_placed(directory: Path = CORPUS, splits: Sequence[Split] = tuple(Split)) -> Iterator[Placed]:
    """Yield the messages of the authors in ``splits``, in the order of the authors.

    Raises
    ------
    CorpusError
        If a line is no valid record; names the file and the line.
    ConfigurationError
        If ``authors.yaml`` is wrong.
    """
    for name, author in sorted(read_authors(directory).items()):
        path = directory / "messages" / f"{name}.jsonl"
        if author.split in splits and path.exists():
            yield from (Placed(message, path, line) for line, message in read_numbered(path))
