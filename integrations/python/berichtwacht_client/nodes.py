"""JSON that is read strictly: every value is asked for by its type, and what is wrong is named by its place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from berichtwacht_client.errors import InvalidAnswer
from berichtwacht_client.vocabulary import Unknown, word_in

__all__ = ["Node", "parse"]

W = TypeVar("W", bound=StrEnum)

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_URL = re.compile(r"(?:https?://[^/\s]|mailto:)[^\s\x00-\x20\x7f\"<>\\]{0,2000}", re.IGNORECASE)
_LONGEST_WORD = 100


def parse(body: bytes) -> Node:
    """Return what ``body`` says.

    Raises
    ------
    InvalidAnswer
        If it is no JSON in UTF-8, holds a key twice, or is nested too deeply.
    """
    try:
        return Node(json.loads(body.decode(), object_pairs_hook=_object, parse_constant=_refuse), "")
    except (ValueError, RecursionError):  # these hold what could not be read: they must not be the cause of ours
        pass
    raise InvalidAnswer("the answer is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


class Node:
    """A value of an answer, and the place where it stands.

    Every method raises :class:`InvalidAnswer` when the value is not what is asked for. It names the place, by names
    that the interface knows, and never what stood there.
    """

    __slots__ = ("_place", "_value")

    def __init__(self, value: object, place: str) -> None:
        self._value = value
        self._place = place

    def wrong(self, expected: str) -> InvalidAnswer:
        """Return the error that says what should have stood here."""
        return InvalidAnswer(f"the answer is not right: {self._place or 'it'} {expected}")

    def member(self, name: str) -> Node:
        """Return a member of an object; members that nobody asks for are of a newer service, and no error."""
        found = self._object()
        if name not in found:
            raise self.wrong(f"has no {name}")
        return Node(found[name], f"{self._place}.{name}" if self._place else name)

    def nullable(self, name: str) -> Node | None:
        """Return a member of an object, or ``None`` when it is ``null``."""
        found = self.member(name)
        return None if found._value is None else found

    def optional(self, name: str) -> Node | None:
        """Return a member of an object, or ``None`` when it is ``null`` or not there."""
        return self.nullable(name) if name in self._object() else None

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield names and values of an object whose names are data."""
        for name, value in self._object().items():
            yield Node(name, f"{self._place}.*").text(), Node(value, f"{self._place}.*")

    def items(self) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(self._value, list):
            raise self.wrong("must be a list")
        return [Node(item, f"{self._place}[{index}]") for index, item in enumerate(self._value)]

    def text(self) -> str:
        """Return a string of valid Unicode."""
        if not isinstance(self._value, str) or _LONE_SURROGATE.search(self._value):
            raise self.wrong("must be a string")
        return self._value

    def word(self, words: type[W]) -> W | Unknown:
        """Return a word, known or new."""
        text = self.text()
        if not 0 < len(text) <= _LONGEST_WORD:
            raise self.wrong("must be a word")
        return word_in(words, text)

    def whole(self) -> int:
        """Return a whole number."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            raise self.wrong("must be a whole number")
        return self._value

    def probability(self) -> float:
        """Return a number from 0 to 1."""
        value = self._value
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1 or math.isnan(value):
            raise self.wrong("must be a number from 0 to 1")
        return float(value)

    def url(self) -> str:
        """Return an address that is safe to open."""
        text = self.text()
        if not _URL.fullmatch(text):
            raise self.wrong("must be an address of https:, http: or mailto:")
        return text

    def _object(self) -> dict[str, Any]:
        if not isinstance(self._value, dict):
            raise self.wrong("must be an object")
        return self._value
