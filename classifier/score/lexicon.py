"""Words that are known beforehand to mean something, as data.

``lexicon.yaml`` lists, per group, terms of one to three words; a trailing ``*`` stands for any ending. The
groups named after a topic hold words for that subject, the others words of governing and of secrecy. The
estimators learn what each group is worth: a term is a clue, never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import RootModel

from classifier.configuration import read_model
from classifier.errors import ConfigurationError

__all__ = ["Hit", "Lexicon"]

LONGEST_TERM = 3
SHORTEST_STEM = 3


class _LexiconFile(RootModel[dict[str, list[str]]]):
    pass


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of ``group`` that covers the tokens from ``first`` up to, not including, ``last``."""

    group: str
    first: int
    last: int


class Lexicon:
    """Looks terms up in a sequence of lower-case tokens, in time linear in its length.

    Parameters
    ----------
    terms
        Terms per group.
    """

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        self.groups = tuple(terms)
        self._exact: dict[tuple[str, ...], list[str]] = {}
        self._stems: dict[tuple[str, ...], list[str]] = {}
        for group, entries in terms.items():
            for entry in entries:
                words = tuple(entry.lower().rstrip("*").split())
                table = self._stems if entry.endswith("*") else self._exact
                table.setdefault(words, []).append(group)
        self._begins = frozenset(words[0] for words in (*self._exact, *self._stems) if len(words) > 1)

    @classmethod
    @cache
    def load(cls) -> Lexicon:
        """Return the lexicon of this library, read once."""
        path = Path(__file__).with_name("lexicon.yaml")
        return cls(read_model(path, _LexiconFile, error=ConfigurationError).root)

    def find(self, tokens: Sequence[str]) -> Iterator[Hit]:
        """Yield every term in ``tokens``; terms may overlap."""
        for first in range(len(tokens)):
            longest = LONGEST_TERM if tokens[first] in self._begins else 1
            for last in range(first + 1, min(first + longest, len(tokens)) + 1):
                words = tuple(tokens[first:last])
                for group in self._exact.get(words, ()):
                    yield Hit(group, first, last)
                for group in self._stem_groups(words):
                    yield Hit(group, first, last)

    def _stem_groups(self, words: tuple[str, ...]) -> Iterator[str]:
        *head, tail = words
        for length in range(SHORTEST_STEM, len(tail) + 1):
            yield from self._stems.get((*head, tail[:length]), ())
