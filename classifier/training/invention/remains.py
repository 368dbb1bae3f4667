"""What of the original's entities is still in a new text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.training.invention.records import Left, Marked

__all__ = ["left_of"]


def left_of(original: str, original_entities: Sequence[Marked], text: str, found: Sequence[Marked]) -> tuple[Left, ...]:
    """Return where entities of the original still stand in ``text``, in order.

    Parameters
    ----------
    original
        The message as it was.
    original_entities
        What had to be replaced in it.
    text
        The message as it is now.
    found
        What the recognisers find in ``text``.
    """
    left: set[tuple[int, int, str]] = set()
    for entity in original_entities:
        for word in re.findall(r"\w{3,}", original[entity.start : entity.end]):
            for match in re.finditer(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", text):
                left.add((*match.span(), entity.label))
    return tuple(Left(start, end, label, "word") for start, end, label in sorted(left))
