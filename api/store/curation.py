"""Curation in the store: who has which text open, what curators said of it, and the messages that they accepted.

Whatever changes an item writes the row of its feedback first, so that two curators, a writer who says something else
and the round of forgetting wait for one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.store.feedback import SETTLED
from api.store.tables import CuratedMessage, CurationItem, Feedback, Labelling
from api.store.waiting import is_taken, is_there
from classifier.errors import BerichtwachtError

__all__ = [
    "Labelled",
    "Open",
    "Refusal",
    "Refused",
    "Review",
    "accepted_records",
    "claim",
    "keep_review",
    "look",
    "release",
    "undo",
]

_BY_LABELLINGS = ("waiting", "second", "differs")
"""States of an item that is not settled, by how many labellings it has."""


class Refusal(Enum):
    """Why something cannot be done with an item now."""

    GONE = "its text is not there"
    TAKEN = "another curator has it"
    SETTLED = "it is settled"
    OWN = "another curator has to label it"
    CHANGED = "it is no longer as it was opened"
    NOT_LAST = "nothing of this curator stands last"


class Refused(BerichtwachtError):
    """Nothing has been done.

    Parameters
    ----------
    reason
        Why.
    until
        When it may be possible, where that is known.
    """

    def __init__(self, reason: Refusal, *, until: datetime | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.until = until


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a curator said; ``record`` is sealed, and there unless the message was dismissed."""

    id: str
    curator: str
    outcome: str
    record: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Open:
    """An item with its sealed texts, for the curator who has it.

    ``revision`` names this text with these labellings: it changes when the writer or another curator changes either.
    """

    id: str
    revision: str
    state: str
    text: bytes = field(repr=False)
    comment: bytes | None = field(repr=False)
    action: str
    reason: str | None
    right: bool | None
    corrected: str | None
    labellings: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a curator says of an item that was opened as ``revision``.

    ``state`` is what the item becomes by it, ``accepted`` the sealed record that then is training data.
    """

    item: str
    revision: str
    curator: str
    outcome: str
    record: bytes | None = field(repr=False)
    state: str
    accepted: bytes | None = field(repr=False)


def claim(session: Session, item: str, curator: str, *, now: datetime, until: datetime) -> Open:
    """Let ``curator`` have an item alone until ``until``, also when they have it already.

    Raises
    ------
    Refused
        If it is gone, settled, taken by another, or waits for another than who labelled it.
    """
    feedback, kept = _reach(session, item, curator, now)
    found = _opened(session, feedback, kept)
    if found.state == "second" and found.labellings[0].curator == curator:
        raise Refused(Refusal.OWN)
    if kept is None:
        kept = CurationItem(feedback=item, state="waiting")
        session.add(kept)
    kept.curator, kept.until = curator, until
    return found


def release(session: Session, item: str, curator: str) -> None:
    """Give an item back; one that ``curator`` does not have stays as it is."""
    held = (CurationItem.feedback == item, CurationItem.curator == curator)
    session.execute(update(CurationItem).where(*held).values(curator=None, until=None))


def look(session: Session, item: str, curator: str, *, now: datetime) -> Open:
    """Return an item that no other curator has.

    Raises
    ------
    Refused
        If it is gone, settled, or taken by another.
    """
    feedback = session.scalars(select(Feedback).where(Feedback.id == item, *is_there(now))).one_or_none()
    if feedback is None:
        raise Refused(Refusal.GONE)
    kept = session.get(CurationItem, item)
    _refuse_others(kept, curator, now)
    return _opened(session, feedback, kept)


def keep_review(session: Session, review: Review, *, now: datetime, undone_within: timedelta) -> None:
    """Keep what a curator said; once that settles the item, its original is forgotten after ``undone_within``.

    Raises
    ------
    Refused
        If the item is gone, settled, taken by another, no longer what was opened, or needs another curator.
    """
    feedback, kept = _reach(session, review.item, review.curator, now)
    found = _opened(session, feedback, kept)
    if found.revision != review.revision:
        raise Refused(Refusal.CHANGED)
    if found.state == "second" and found.labellings[0].curator == review.curator:
        raise Refused(Refusal.OWN)
    if kept is None:
        kept = CurationItem(feedback=review.item)
        session.add(kept)
    kept.state, kept.curator, kept.until = review.state, None, None
    if review.state in SETTLED and feedback.expires is not None:
        kept.former = feedback.expires
        feedback.expires = min(feedback.expires, now + undone_within)
    session.flush()
    labelling = Labelling(
        id=str(uuid4()),
        item=review.item,
        number=len(found.labellings) + 1,
        curator=review.curator,
        outcome=review.outcome,
        record=review.record,
    )
    session.add(labelling)
    if review.accepted is not None:
        session.add(CuratedMessage(labelling=labelling.id, record=review.accepted))


def undo(session: Session, item: str, curator: str, *, now: datetime, until: datetime) -> str:
    """Take the last labelling of an item back, if it is that of ``curator``, who then has the item; return its state.

    Raises
    ------
    Refused
        If the original is gone, or what was said last is not this curator's.
    """
    feedback = _write_first(session, item, now)
    kept = _locked(session, item)
    labellings = _labellings(session, item)
    if kept is None or not labellings or labellings[-1].curator != curator:
        raise Refused(Refusal.NOT_LAST)
    session.execute(delete(CuratedMessage).where(CuratedMessage.labelling == labellings[-1].id))
    session.execute(delete(Labelling).where(Labelling.id == labellings[-1].id))
    kept.state = _BY_LABELLINGS[len(labellings) - 1]
    if kept.former is not None:
        feedback.expires, kept.former = kept.former, None
    kept.curator, kept.until = curator, until
    return kept.state


def accepted_records(session: Session, *, last: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield number and sealed record of accepted messages in order of acceptance, the ``last`` ones or all."""
    newest = select(CuratedMessage.number, CuratedMessage.record).order_by(CuratedMessage.number.desc()).limit(last)
    yield from ((row.number, bytes(row.record)) for row in reversed(session.execute(newest).all()))


def _write_first(session: Session, item: str, now: datetime) -> Feedback:
    """Return the feedback that is the item, written as it is, so that whoever else changes it has to wait."""
    there = (Feedback.id == item, *is_there(now))
    written = update(Feedback).where(*there).values(revision=Feedback.revision).returning(Feedback)
    found = session.scalars(written, execution_options={"populate_existing": True}).one_or_none()
    if found is None:
        raise Refused(Refusal.GONE)
    return found


def _reach(session: Session, item: str, curator: str, now: datetime) -> tuple[Feedback, CurationItem | None]:
    """Return an item that ``curator`` may work on, and that nobody else changes until the transaction ends."""
    feedback, kept = _write_first(session, item, now), _locked(session, item)
    _refuse_others(kept, curator, now)
    return feedback, kept


def _locked(session: Session, item: str) -> CurationItem | None:
    """Return how far an item is; who gives it back, or frees what nobody holds any more, has to wait."""
    return session.get(CurationItem, item, with_for_update=True)


def _refuse_others(kept: CurationItem | None, curator: str, now: datetime) -> None:
    """Refuse an item that is settled, or that another than ``curator`` has."""
    if kept is not None and kept.state in SETTLED:
        raise Refused(Refusal.SETTLED)
    if kept is not None and is_taken(kept, curator, now):
        raise Refused(Refusal.TAKEN, until=kept.until)


def _labellings(session: Session, item: str) -> tuple[Labelled, ...]:
    rows = session.scalars(select(Labelling).where(Labelling.item == item).order_by(Labelling.number))
    return tuple(Labelled(row.id, row.curator, row.outcome, row.record) for row in rows)


def _opened(session: Session, feedback: Feedback, kept: CurationItem | None) -> Open:
    labellings = _labellings(session, feedback.id)
    if feedback.text is None:
        raise Refused(Refusal.GONE)
    return Open(
        id=feedback.id,
        revision=labellings[-1].id if labellings else feedback.revision,
        state="waiting" if kept is None else kept.state,
        text=bytes(feedback.text),
        comment=feedback.comment,
        action=feedback.action,
        reason=feedback.reason,
        right=feedback.right,
        corrected=feedback.corrected,
        labellings=labellings,
    )
