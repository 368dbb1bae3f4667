"""What waits for curators, in the store: which texts of feedback are open, how far they are, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer

from api.store.feedback import SETTLED
from api.store.tables import CuratedMessage, CurationItem, Feedback, Labelling

__all__ = ["Waiting", "is_taken", "is_there", "state_counts", "waiting", "waiting_texts"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is not settled, without its text.

    ``taken``: another curator has it open. ``is_own_second``: another has to look at what the curator labelled.
    """

    id: str
    revision: str
    day: date
    expires: datetime
    action: str
    reason: str | None
    right: bool | None
    verdict: str
    levels: str
    corrected: str | None
    state: str
    taken: bool
    is_own_second: bool


def waiting(session: Session, curator: str, now: datetime) -> list[Waiting]:
    """Return what is not settled, oldest first.

    Parameters
    ----------
    session
        A transaction.
    curator
        Who asks.
    now
        This moment.
    """
    rows = session.execute(
        select(Feedback, CurationItem, Labelling.curator)
        .options(defer(Feedback.text), defer(Feedback.comment))
        .outerjoin(CurationItem, CurationItem.feedback == Feedback.id)
        .outerjoin(Labelling, (Labelling.item == Feedback.id) & (Labelling.number == 1))
        .where(*is_there(now))
        .order_by(Feedback.day, Feedback.id)
    )
    found = []
    for feedback, item, first in rows:
        state = "waiting" if item is None else item.state
        if state not in SETTLED:
            taken = item is not None and is_taken(item, curator, now)
            found.append(_waiting(feedback, state, taken=taken, own=(state, first) == ("second", curator)))
    return found


def waiting_texts(session: Session, items: Collection[str], now: datetime) -> dict[str, tuple[str, bytes]]:
    """Return the revision and the sealed text of each of ``items`` that is still there."""
    rows = session.execute(select(Feedback.id, Feedback.revision, Feedback.text).where(*is_there(now)))
    return {row.id: (row.revision, bytes(row.text)) for row in rows if row.id in items}


def state_counts(session: Session, now: datetime) -> Counter[str]:
    """Count items by state; what was accepted is counted by its messages, which stay."""
    state = func.coalesce(CurationItem.state, "waiting")
    open_items = (
        select(state, func.count())
        .select_from(Feedback)
        .outerjoin(CurationItem, CurationItem.feedback == Feedback.id)
        .where(*is_there(now), state.not_in(SETTLED))
        .group_by(state)
    )
    found = Counter({row[0]: row[1] for row in session.execute(open_items)})
    dismissed = select(func.count()).select_from(CurationItem).where(CurationItem.state == "dismissed")
    found["dismissed"] = session.execute(dismissed).scalar_one()
    found["accepted"] = session.execute(select(func.count()).select_from(CuratedMessage)).scalar_one()
    return found


def is_there(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a feedback whose text may be read now."""
    return Feedback.expires > now, Feedback.text.is_not(None)


def is_taken(item: CurationItem, curator: str, now: datetime) -> bool:
    """Return whether another than ``curator`` has an item open now."""
    return item.until is not None and item.until > now and item.curator != curator


def _waiting(feedback: Feedback, state: str, *, taken: bool, own: bool) -> Waiting:
    if feedback.expires is None:
        raise ValueError("a text without an end is not there")
    return Waiting(
        id=feedback.id,
        revision=feedback.revision,
        day=feedback.day,
        expires=feedback.expires,
        action=feedback.action,
        reason=feedback.reason,
        right=feedback.right,
        verdict=feedback.verdict,
        levels=feedback.levels,
        corrected=feedback.corrected,
        state=state,
        taken=taken,
        is_own_second=own,
    )
