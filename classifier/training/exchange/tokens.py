"""Tokens for tools that mark tokens: those of spaCy, cut where an entity begins or ends, so that every entity fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

__all__ = ["Cut", "blank_pipeline", "cut"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A token, ``text[start:end]``, and whether a space follows that belongs to no token."""

    start: int
    end: int
    space: bool


@cache
def blank_pipeline() -> Any:
    """Return spaCy's Dutch pipeline with nothing but its tokeniser."""
    import spacy

    return spacy.blank("nl")


def cut(text: str, borders: Iterable[int]) -> list[Cut]:
    """Return the tokens of ``text``, none of which crosses one of ``borders``."""
    pipeline = blank_pipeline()
    inner = sorted(set(borders))
    tokens: list[Cut] = []
    with pipeline.memory_zone():
        for token in pipeline.make_doc(text):
            start, end = token.idx, token.idx + len(token)
            edges = [start, *(border for border in inner if start < border < end), end]
            pairs = list(pairwise(edges))
            tokens += [Cut(first, last, space=False) for first, last in pairs[:-1]]
            tokens.append(Cut(*pairs[-1], space=bool(token.whitespace_)))
    return tokens
