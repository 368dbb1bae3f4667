"""Estimators as bytes that depend on the estimators alone.

skops numbers what it writes by the addresses at which it happens to lie in memory, and a ZIP archive notes the time of
day. Here both are put right, so that the same training gives the same file.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import skops.io

__all__ = ["packed"]

_SCHEMA = "schema.json"
_READABLE = 0o644 << 16


def packed(estimators: Mapping[str, Any]) -> bytes:
    """Return a skops file of ``estimators``; the same ones give the same bytes."""
    with ZipFile(io.BytesIO(skops.io.dumps(dict(estimators)))) as written:
        schema = json.loads(written.read(_SCHEMA))
        names = _renumber(schema)
        parts = [(new, written.read(old)) for old, new in names.items()]
    parts.append((_SCHEMA, json.dumps(schema, separators=(",", ":")).encode()))
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts:
            entry = ZipInfo(name)
            entry.external_attr = _READABLE
            archive.writestr(entry, content, compress_type=ZIP_DEFLATED)
    return packed.getvalue()


def _renumber(schema: dict[str, Any]) -> dict[str, str]:
    """Give the objects and files of a schema numbers in its order; return the files' new names by their old ones."""
    names: dict[str, str] = {}
    for number, node in zip(count(1), _objects(schema), strict=False):
        node["__id__"] = number
        if "file" in node:
            file = node["file"]
            node["file"] = names.setdefault(file, f"{len(names) + 1}.{file.rsplit('.', 1)[-1]}")
    return names


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a schema, outer ones first."""
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if "__id__" in here:
                yield here
            stack.extend(reversed(list(here.values())))
        elif isinstance(here, list):
            stack.extend(reversed(here))
