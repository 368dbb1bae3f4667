"""Reading files that others made, within bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifier.errors import CorpusError
from classifier.training.exchange.entries import Place, Unfit

__all__ = ["LARGEST_FILE", "LONGEST_LINE", "object_of", "read_bytes", "read_items", "read_lines"]

LARGEST_FILE = 256 * 1024 * 1024
"""Most bytes of a file that has to be in memory as a whole."""

LONGEST_LINE = 1024 * 1024
"""Most bytes of one message; the longest draft has 10,000 characters."""

_MARK = "\ufeff"
_BLANK = " \t\r\n"


def read_lines(path: Path) -> Iterator[tuple[Place, bytes]]:
    """Yield the lines of a file that are not blank; of one that is too long only the beginning.

    Raises
    ------
    CorpusError
        If there is none.
    """
    number, is_empty = 0, True
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            part = line
            while len(part) > LONGEST_LINE and not part.endswith(b"\n"):
                part = file.readline(LONGEST_LINE + 1)
            if line.strip():
                is_empty = False
                yield Place(path, number), line
    if is_empty:
        raise CorpusError("holds no message", path=path, line=1)


def object_of(line: bytes) -> dict[str, Any]:
    """Return the JSON object that a line is.

    Raises
    ------
    Unfit
        If it is too long, not UTF-8, no JSON or no object.
    """
    if len(line) > LONGEST_LINE:
        raise Unfit(f"is longer than {LONGEST_LINE} bytes")
    try:
        value = json.loads(line.decode("utf-8").removeprefix(_MARK))
    except UnicodeDecodeError:
        raise Unfit("is not UTF-8") from None
    except json.JSONDecodeError as problem:
        raise Unfit(f"is no JSON: {problem.msg}") from None
    except (ValueError, RecursionError):
        raise Unfit("is no JSON: it nests too deep, or holds a number that is too long") from None
    if not isinstance(value, dict):
        raise Unfit("is no JSON object")
    return value


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    CorpusError
        If it is empty or larger than :data:`LARGEST_FILE`.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if not content:
        raise CorpusError("is empty", path=path, line=1)
    if len(content) > LARGEST_FILE:
        raise CorpusError(f"is larger than {LARGEST_FILE} bytes; export it in parts", path=path, line=1)
    return content


def read_items(path: Path, *, name: str) -> Iterator[tuple[Place, Any]]:
    """Yield the items of a JSON file that is one list.

    Parameters
    ----------
    path
        The file.
    name
        What an item is called in errors, such as ``task``.

    Raises
    ------
    CorpusError
        If the file is empty, too large, not UTF-8, no JSON, or no list; also half-way.
    """
    content = read_bytes(path)
    try:
        text = content.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as problem:
        raise CorpusError("is not UTF-8", path=path, line=content.count(b"\n", 0, problem.start) + 1) from None
    del content
    position = _after_blanks(text, 0)
    if text[position : position + 1] != "[":
        raise CorpusError(f"is no list of {name}s in JSON", path=path, line=1)
    yield from _items(text, position + 1, path, name)


def _items(text: str, position: int, path: Path, name: str) -> Iterator[tuple[Place, Any]]:
    decoder = json.JSONDecoder()
    line, counted, number = 1, 0, 0
    while True:
        position = _after_blanks(text, position)
        line, counted = line + text.count("\n", counted, position), position
        place = Place(path, line, f"{name} {number + 1}")
        if number == 0 and text[position : position + 1] == "]":
            raise CorpusError(f"holds no {name}", path=path, line=line)
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            raise place.error("is no JSON; the file is cut off or broken here") from None
        number += 1
        yield place, value
        position = _after_blanks(text, position)
        if text[position : position + 1] == "]":
            break
        if text[position : position + 1] != ",":
            raise place.error("ends where neither ',' nor ']' follows; the file is cut off or broken here")
        position += 1
    if text[position + 1 :].strip():
        raise CorpusError("goes on after the end of the list", path=path, line=line)


def _after_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BLANK:
        position += 1
    return position
