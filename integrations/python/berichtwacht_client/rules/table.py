r"""The rule table: its numbers and words, and its patterns compiled.

The table is data (``local_rules.json``) that Python and TypeScript read alike. A pattern is written in what the regular
expressions of both languages have in common, so it uses neither ``\w`` nor ``\b`` nor flags: those mean different
characters in each. Instead a name in braces stands for one of the table's ``parts``: a list there is a choice of
words, and ``word``, ``letter``, ``upper``, ``digit`` and ``space`` are what stands in a class of characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

__all__ = ["PATTERNS", "TABLE"]

_PART = re.compile(r"\{([a-z_]+)\}")


def _expanded(pattern: str | list[str], parts: Mapping[str, str | list[str]]) -> str:
    written = pattern if isinstance(pattern, str) else "|".join(pattern)
    return _PART.sub(lambda part: _expanded(parts[part[1]], parts), written)


TABLE: Mapping[str, Any] = json.loads(
    files("berichtwacht_client").joinpath("local_rules.json").read_text(encoding="utf-8")
)
"""The whole table, as it is written."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(_expanded(pattern, TABLE["parts"])) for name, pattern in TABLE["patterns"].items()
}
"""The table's patterns by name; they are made for the texts of a :class:`~.reading.Reading`."""
