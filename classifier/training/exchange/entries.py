"""A message of a foreign file and where it stands, and how what is wrong with one is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from classifier.errors import CorpusError
from classifier.training.corpus import Message, Refused

__all__ = ["Entry", "Place", "Unfit", "entries_of", "shown"]

_NAME = re.compile(r"[\w.-]{1,40}", re.ASCII)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: the line, counted from 1, and what the tool would call it, such as ``task 3``."""

    path: Path
    line: int
    item: str = ""

    def error(self, problem: str) -> CorpusError:
        """Return the error that says what is wrong here."""
        return CorpusError(f"{self.item}: {problem}" if self.item else problem, path=self.path, line=self.line)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message that was read; its id is empty where the file has none."""

    message: Message
    place: Place


class Unfit(Exception):
    """What was read is no labelled message; says why, and never repeats a text."""


def entries_of(
    items: Iterable[tuple[Place, Item]], read: Callable[[Item], Message], refused: Refused | None
) -> Iterator[Entry]:
    """Yield what ``read`` makes of each item.

    Parameters
    ----------
    items
        What stands in the file, and where.
    read
        Makes a message of one, or raises :class:`Unfit`.
    refused
        Is told what is wrong with an item, which is then left out.

    Raises
    ------
    CorpusError
        If an item is no message and ``refused`` is ``None``.
    """
    for place, item in items:
        try:
            yield Entry(read(item), place)
        except Unfit as problem:
            error = place.error(str(problem))
            if refused is None:
                raise error from None
            refused(error)


def shown(name: object) -> str:
    """Return a name of a label or an id as an error may show it: only where it cannot be a piece of a text."""
    return f"{name!r}" if isinstance(name, str) and _NAME.fullmatch(name) else "this"
