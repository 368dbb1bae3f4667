"""What one pass of the encoder gives, put together from the windows in which a long text was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.recognise.encoder.heads import TAGS

__all__ = ["Pass", "TaggedSpan", "tagged_spans"]

FloatArray = npt.NDArray[np.float32]

_OUTSIDE = 0
_STRIPPED = " \t\n.,;:!?()[]{}<>\"“”„'‘’…"


@dataclass(frozen=True, slots=True)
class Pass:
    """The pieces of a text: where they stand, how likely each tag is, what each adds to each target's log-odds.

    ``offsets`` has a pair per piece; ``tags`` is of shape (pieces, tags), ``shares`` of (pieces, targets),
    ``odds`` of (targets,), ``vector`` of (hidden,).
    """

    offsets: tuple[tuple[int, int], ...]
    tags: FloatArray
    shares: FloatArray
    odds: FloatArray
    vector: FloatArray


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Characters ``start`` to ``end`` that were tagged as one entity; ``score`` is the mean probability."""

    label: str
    start: int
    end: int
    score: float


def tagged_spans(text: str, found: Pass) -> list[TaggedSpan]:
    """Return the entities that the tags of a pass describe, on whole words and without punctuation around them."""
    spans: list[TaggedSpan] = []
    for label, first, last in _runs(found):
        start, end = _trimmed(text, *_whole_words(text, found.offsets[first][0], found.offsets[last][1]))
        if start >= end or (spans and start < spans[-1].end):
            continue
        inside = [TAGS.index(f"{place}-{label}") for place in "BI"]
        score = float(found.tags[first : last + 1, inside].sum(axis=1).mean())
        spans.append(TaggedSpan(label, start, end, score))
    return spans


def _runs(found: Pass) -> list[tuple[str, int, int]]:
    """Return label, first and last piece of every run of tags; an ``I`` without a beginning begins one."""
    runs: list[tuple[str, int, int]] = []
    best: Sequence[int] = found.tags.argmax(axis=1).tolist()
    previous = _OUTSIDE
    for index, tag in enumerate(best):
        if tag != _OUTSIDE:
            place, label = TAGS[tag].split("-", 1)
            goes_on = previous != _OUTSIDE and runs[-1][0] == label and (place == "I" or _touches(found, index))
            if goes_on:
                runs[-1] = (label, runs[-1][1], index)
            else:
                runs.append((label, index, index))
        previous = tag
    return runs


def _touches(found: Pass, index: int) -> bool:
    return found.offsets[index - 1][1] == found.offsets[index][0]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _STRIPPED:
        start += 1
    while end > start and text[end - 1] in _STRIPPED:
        end -= 1
    return start, end
