"""What the recognisers and the model in use find in a text, in offsets of the text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.curation.schemas import Tongue
from classifier.records import Decided, Topic

__all__ = ["Mark", "marks_of", "tongue_of", "topics_of", "without_overlaps"]

_DUTCH = frozenset("de het een en van ik je jij dat niet op te er aan met voor maar om dan wel ook hij ze naar".split())
_ENGLISH = frozenset("the a an and of you that not on to there at with for but then also she they it be this".split())
_MIXED_FROM = 0.3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with its label. ``public``: an organisation publishes it itself, so that it may stay."""

    start: int
    end: int
    label: str
    public: bool = False


def marks_of(decided: Decided) -> tuple[Mark, ...]:
    """Return what the recognisers found, in order."""
    recognised = decided.scored.message.recognised
    return tuple(
        Mark(*recognised.normalised.original_span(entity.start, entity.end), entity.label, public=entity.public)
        for entity in recognised.entities
    )


def topics_of(decided: Decided) -> list[Topic]:
    """Return the subjects that were found, the most likely first."""
    return list(dict.fromkeys(topic.topic for topic in decided.scored.message.topics))


def without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks that overlap none before them: what is apart in a clean text may not be in the original."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def tongue_of(text: str) -> Tongue:
    """Guess the language that a message is written in, by its commonest words; Dutch where nothing tells."""
    words = [word.casefold() for word in _WORD.findall(text)]
    dutch = sum(word in _DUTCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    share = english / (dutch + english) if dutch + english else 0.0
    if share < _MIXED_FROM:
        return Tongue.NL
    return Tongue.EN if share > 1 - _MIXED_FROM else Tongue.MIXED
