"""From what the store and the model say to what goes over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from random import SystemRandom
from typing import Any

from api.curation import schemas
from api.curation.queue import Worth, split_levels
from api.curation.reading import Mark
from api.feedback.schemas import Correction
from api.store.waiting import Waiting
from classifier.records import Category, Decided, Level

__all__ = [
    "correction",
    "found",
    "hidden_labelling",
    "item",
    "labelling",
    "levels",
    "remaining",
    "replacements",
    "scores",
]

_LABELS = ("lang", "personal", "decision", "confidential", "topics", "entities", "look_alike")
_NOTHING = Worth(0.0, 0.0, 0.0, 0.0)


def item(waiting: Waiting, worth: Worth | None) -> schemas.QueueItem:
    """Return an item of the queue."""
    worth = worth or _NOTHING
    told = split_levels(waiting.levels)
    return schemas.QueueItem(
        id=waiting.id,
        day=waiting.day,
        expires=waiting.expires,
        state="taken" if waiting.taken else waiting.state,
        verdict=waiting.verdict,
        levels=schemas.Levels(**{category.value: level for category, level in told.items()}),
        corrected=correction(waiting.corrected),
        action=waiting.action,
        reason=waiting.reason,
        right=waiting.right,
        usefulness=worth.total,
        why=schemas.Reasons(disagreement=worth.disagreement, uncertainty=worth.uncertainty, novelty=worth.novelty),
    )


def correction(joined: str | None) -> Correction | None:
    """Return the levels that a writer thinks right."""
    if joined is None:
        return None
    return Correction(**{category.value: level or Level.NONE for category, level in split_levels(joined).items()})


def levels(decided: Decided) -> schemas.Levels:
    """Return the levels that the model gives."""
    return schemas.Levels(**{category.value: decided.levels.get(category) for category in Category})


def scores(decided: Decided) -> schemas.Scores:
    """Return the probabilities that the model gives."""
    given = decided.scored.message.categories
    return schemas.Scores(
        **{category.value: None if (score := given.get(category)) is None else score.warn for category in Category}
    )


def found(marks: Sequence[Mark]) -> list[schemas.Found]:
    """Return what the recognisers found."""
    return [schemas.Found(start=mark.start, end=mark.end, label=mark.label) for mark in marks]


def labelling(record: dict[str, Any] | None) -> schemas.Labelling:
    """Return what another curator made of an item; without a record they dismissed it."""
    known = dict.fromkeys(("text", *_LABELS)) if record is None else record
    return schemas.Labelling(dismissed=record is None, **known)


def hidden_labelling(record: dict[str, Any] | None) -> schemas.Labelling:
    """Return the text of a labelling without its labels."""
    return schemas.Labelling(text=None if record is None else record["text"], dismissed=None, **dict.fromkeys(_LABELS))


def replacements(text: str, marks: Sequence[Mark]) -> list[schemas.Proposed]:
    """Return invented values for entities of ``text``."""
    from classifier.training.invention import propose

    return [
        schemas.Proposed(start=made.start, end=made.end, label=made.label, proposals=list(made.proposals))
        for made in propose(text, marks, random=SystemRandom())
    ]


def remaining(original: str, originals: Sequence[Mark], text: str, marks: Sequence[Mark]) -> list[schemas.Remaining]:
    """Return what of the original's entities is left in ``text``, in which the recognisers found ``marks``."""
    from classifier.training.invention import left_of

    return [
        schemas.Remaining(start=left.start, end=left.end, label=left.label, why=left.why)
        for left in left_of(original, originals, text, marks)
    ]
