"""Feedback in the store: one row for an assessment, without anybody's name, its texts sealed and with an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.store.tables import CurationItem, Feedback, FeedbackWarning, Labelling
from api.store.upserts import insert_into

__all__ = ["SETTLED", "Entry", "Tally", "counts", "forget_expired", "keep_feedback", "sealed_texts"]


SETTLED = ("accepted", "dismissed")
"""States of a text that no curator has to look at any more."""

_COLUMNS = (
    "action",
    "verdict",
    "levels",
    "model_version",
    "policy_version",
    "reason",
    "right",
    "corrected",
    "text",
    "comment",
    "expires",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one feedback; ``text`` and ``comment`` are sealed."""

    assessment: str
    action: str
    verdict: str
    levels: str
    warnings: tuple[str, ...]
    model_version: str
    policy_version: str
    reason: str | None = None
    right: bool | None = None
    corrected: str | None = None
    text: bytes | None = None
    comment: bytes | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an action followed on a warning of a model."""

    warning: str | None
    model_version: str
    action: str
    count: int


def keep_feedback(session: Session, entry: Entry) -> None:
    """Keep feedback; it takes the place of what was said about the same assessment before.

    The row is written first, in one statement: whoever says something about the same assessment waits for it. What
    curators were doing with the former text ends; messages that they accepted stay.
    """
    values = {name: getattr(entry, name) for name in _COLUMNS}
    values |= {"day": datetime.now(UTC).date(), "revision": str(uuid4())}
    insert = insert_into(session, Feedback).values(id=str(uuid4()), assessment=entry.assessment, **values)
    written = insert.on_conflict_do_update(index_elements=[Feedback.assessment], set_=values).returning(Feedback.id)
    identity = session.execute(written).scalar_one()
    session.execute(delete(FeedbackWarning).where(FeedbackWarning.feedback == identity))
    session.execute(delete(CurationItem).where(CurationItem.feedback == identity))
    session.add_all(FeedbackWarning(feedback=identity, code=code) for code in sorted(set(entry.warnings)))


def forget_expired(session: Session, now: datetime | None = None) -> None:
    """Forget the texts whose time is over, and what curators did with them; what is counted stays.

    With a text go the labellings of it, settled or not, and the pseudonyms of who labelled. The pseudonym of who had a
    text open goes when that ends.
    """
    now = now or datetime.now(UTC)
    expired = Feedback.expires <= now
    session.execute(update(Feedback).where(expired).values(text=None, comment=None, expires=None))
    forgotten = select(Feedback.id).where(Feedback.text.is_(None))
    session.execute(delete(Labelling).where(Labelling.item.in_(forgotten)))
    of_forgotten = CurationItem.feedback.in_(forgotten)
    session.execute(delete(CurationItem).where(of_forgotten, CurationItem.state.not_in(SETTLED)))
    session.execute(update(CurationItem).where(of_forgotten).values(former=None))
    session.execute(update(CurationItem).where(CurationItem.until <= now).values(curator=None, until=None))


def sealed_texts(session: Session, now: datetime | None = None) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Yield assessment, text and comment of what may still be read, also before the expired is forgotten."""
    alive = Feedback.expires > (now or datetime.now(UTC))
    rows = session.execute(select(Feedback.assessment, Feedback.text, Feedback.comment).where(alive))
    yield from ((row.assessment, row.text, row.comment) for row in rows)


def counts(session: Session, *, since: date | None = None, until: date | None = None) -> list[Tally]:
    """Count actions per warning and model version, of one day or more; ``until`` is the last of them."""
    query = (
        select(FeedbackWarning.code, Feedback.model_version, Feedback.action, func.count())
        .select_from(Feedback)
        .outerjoin(FeedbackWarning, FeedbackWarning.feedback == Feedback.id)
        .group_by(FeedbackWarning.code, Feedback.model_version, Feedback.action)
        .order_by(FeedbackWarning.code, Feedback.model_version, Feedback.action)
    )
    if since is not None:
        query = query.where(Feedback.day >= since)
    if until is not None:
        query = query.where(Feedback.day <= until)
    return [Tally(*row) for row in session.execute(query)]
