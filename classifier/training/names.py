"""Names that are known: first names, surnames and places, compared without case or accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["COMMON", "LISTS", "Gazetteer", "fold", "read_gazetteer"]

LISTS = ("first_names", "surnames", "places")
"""The lists of a gazetteer; each is a file ``<list>.txt``, one name a line, ``#`` for comments."""

COMMON = ("common_first_names", "common_surnames")
"""Its lists of the names that are heard most, in files of the same kind."""

_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(name: str) -> str:
    """Return ``name`` in lower case and without accents."""
    lowered = name.lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_SPECIAL))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lists of folded names. Places of several words are known whole, persons' names word by word.

    The common names are those that are heard most; common surnames stand with their prefixes, as they are said.
    """

    first_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    common_first_names: frozenset[str] = frozenset()
    common_surnames: frozenset[str] = frozenset()

    @classmethod
    def from_lists(cls, lists: Mapping[str, Iterable[str]]) -> Gazetteer:
        """Make a gazetteer from plain lists."""
        return cls(**{name: frozenset(fold(entry) for entry in entries) for name, entries in lists.items()})


def read_gazetteer(directory: Path) -> Gazetteer:
    """Read the lists in ``directory``.

    Raises
    ------
    FileNotFoundError
        If one of :data:`LISTS` or :data:`COMMON` is not there.
    """
    return Gazetteer.from_lists({name: _lines(directory / f"{name}.txt") for name in (*LISTS, *COMMON)})


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
