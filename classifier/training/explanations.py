"""What is wrong with a record, in words that help to mend it and never repeat what it says.

A value that is unknown may be a piece of a message in the wrong place. So the known values are told, and the nearest
of them, but not the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

__all__ = ["explain", "nearest"]

_ONE_OF = frozenset({"enum", "literal_error"})
_KNOWN = re.compile(r"'([^']*)'")
_PLAIN_KEY = re.compile(r"[A-Za-z_]{1,30}")


def explain(problem: ValidationError) -> Iterator[str]:
    """Yield a line on each thing that is wrong with a record, with the place in it.

    >>> from pydantic import BaseModel
    >>> from classifier.records import Level
    >>> class Labels(BaseModel):
    ...     personal: Level
    >>> try:
    ...     Labels(personal="wran")
    ... except ValidationError as problem:
    ...     print(*explain(problem))
    personal: is none of 'none', 'notice' or 'warn'; did you mean 'warn'?
    """
    for error in problem.errors(include_url=False):
        place = ".".join(_shown(part) for part in error["loc"])
        yield f"{place}: {_said(error)}" if place else _said(error)


def nearest(word: object, known: Mapping[str, Any] | list[str]) -> str:
    """Return the question whether the nearest of the known words was meant; nothing where none is near."""
    words = {item.casefold(): item for item in known}
    found = get_close_matches(word.casefold(), words, n=1) if isinstance(word, str) and len(word) < 50 else []
    return f"; did you mean {words[found[0]]!r}?" if found else ""


def _shown(part: int | str) -> str:
    """Return a step of the path into a record; a key that is no plain word may be a text in the wrong place."""
    return str(part) if isinstance(part, int) or _PLAIN_KEY.fullmatch(part) else "(a key)"


def _said(error: ErrorDetails) -> str:
    if error["type"] in _ONE_OF:
        expected = error["ctx"]["expected"]
        return f"is none of {expected}{nearest(error['input'], _KNOWN.findall(expected))}"
    if error["type"] == "json_invalid":
        return "is no JSON: " + error["msg"].removeprefix("Invalid JSON: ").replace(" at line 1 column", " at column")
    if error["type"] == "extra_forbidden":
        return "is no key of a record"
    return error["msg"].removeprefix("Value error, ")
