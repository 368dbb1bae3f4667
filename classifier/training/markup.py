"""From what an author wrote, with entities marked in place, to a record with offsets.

An author marks an entity as ``[[Yilmaz|PERSON]]``; offsets are counted here, so that they cannot be wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from classifier.errors import CorpusError
from classifier.training.breaches import breaches
from classifier.training.corpus import Message, Refused, parse_message, read_lines

__all__ = ["read_written", "unmark"]

_MARK = re.compile(r"\[\[(?P<text>.+?)\|(?P<label>[A-Z_]+)\]\]", re.DOTALL)


def unmark(marked: str) -> tuple[str, list[dict[str, int | str]]]:
    """Return the text without its marks, and the spans that were marked.

    >>> unmark("bel [[Yilmaz|PERSON]] even")
    ('bel Yilmaz even', [{'start': 4, 'end': 10, 'label': 'PERSON'}])
    """
    parts: list[str] = []
    spans: list[dict[str, int | str]] = []
    length = position = 0
    for mark in _MARK.finditer(marked):
        before, inside = marked[position : mark.start()], mark["text"]
        parts += (before, inside)
        start = length + len(before)
        length = start + len(inside)
        spans.append({"start": start, "end": length, "label": mark["label"]})
        position = mark.end()
    return "".join(parts) + marked[position:], spans


def read_written(
    path: Path, *, author: str, first: int = 1, refused: Refused | None = None, known: Iterable[str] = ()
) -> Iterator[Message]:
    """Yield the records of a file that an author wrote.

    Parameters
    ----------
    path
        JSON Lines with ``text`` (marked), ``lang``, the three levels, ``topics`` and ``look_alike``.
    author
        The author's id; the records are numbered after it.
    first
        Number of the first record; lines that are refused are not counted.
    refused
        Is handed every line that is wrong; the others are read. Without it the first such line is raised.
    known
        Texts that the author wrote before.

    Raises
    ------
    CorpusError
        If a line is no valid record, breaks the guideline, leaves a mark open, or repeats what the author wrote before.
    """
    number, seen = first, set(known)
    for line_number, line in read_lines(path, refused=refused):
        try:
            message = _written(line, f"{author}-{number:03d}", path=path, line=line_number)
            if message.text in seen:
                raise CorpusError("text: the author wrote this before", path=path, line=line_number)
        except CorpusError as problem:
            if refused is None:
                raise
            refused(problem)
        else:
            yield message
            seen.add(message.text)
            number += 1


def _written(written: str, name: str, *, path: Path, line: int) -> Message:
    """Return what an author wrote as the record ``name``."""
    try:
        record = json.loads(written)
        text, spans = unmark(record["text"])
    except json.JSONDecodeError as problem:
        raise CorpusError(f"is no JSON: {problem.msg} at column {problem.colno}", path=path, line=line) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CorpusError("is no message: it must be a JSON object with a text", path=path, line=line) from None
    if "[[" in text or "]]" in text:
        raise CorpusError("text: a mark is left open", path=path, line=line)
    record |= {"id": name, "text": text, "entities": spans}
    message = parse_message(json.dumps(record), path=path, line=line)
    if wrong := "; ".join(breaches(message)):
        raise CorpusError(wrong, path=path, line=line)
    return message
