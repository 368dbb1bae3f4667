"""From what an author wrote, with entities marked in place, to a record with offsets.

An author marks an entity as ``[[Yilmaz|PERSON]]``; offsets are counted here, so that they cannot be wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from classifier.errors import CorpusError
from classifier.training.corpus import Message, parse_message

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


def read_written(path: Path, *, author: str, first: int = 1) -> Iterator[Message]:
    """Yield the records of a file that an author wrote.

    Parameters
    ----------
    path
        JSON Lines with ``text`` (marked), ``lang``, the three levels, ``topics`` and ``look_alike``.
    author
        The author's id; the records are numbered after it.
    first
        Number of the first record.

    Raises
    ------
    CorpusError
        If a line is no valid record, or a mark is left open.
    """
    number = first
    with path.open(encoding="utf-8") as lines:
        for line_number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                text, spans = unmark(record["text"])
            except (ValueError, KeyError, TypeError) as problem:
                raise CorpusError(
                    f"is no written message: {type(problem).__name__}", path=path, line=line_number
                ) from None
            if "[[" in text or "]]" in text:
                raise CorpusError("text: a mark is left open", path=path, line=line_number)
            record |= {"id": f"{author}-{number:03d}", "text": text, "entities": spans}
            yield parse_message(json.dumps(record), path=path, line=line_number)
            number += 1
