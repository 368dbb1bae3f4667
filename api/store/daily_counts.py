"""Counts per day in the store: what all workers counted, added up, and no batch of them twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.store.tables import CountingWorker, DailyCount
from api.store.upserts import insert_into

__all__ = ["Batch", "Cell", "Counted", "Kind", "add_batch", "counts_between", "first_days"]

REMEMBERED = timedelta(days=7)
"""How long it is known which batches a worker added; a worker that waits longer to try again counts twice."""


class Kind(StrEnum):
    """What is counted."""

    VERDICT = "verdict"
    LEVEL = "level"
    SCORE = "score"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One thing that is counted: assessments of a day, by a model and a policy, that had ``value``.

    ``value`` is a verdict, a level (or ``unchecked``) or the number of a score's bin; ``category`` is empty for a
    verdict.
    """

    day: date
    model_version: str
    policy_version: str
    kind: str
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one worker counted since its batch before."""

    worker: str
    number: int
    counts: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was counted by one model version in a number of days, whatever the policy."""

    day: date
    model_version: str
    kind: str
    category: str
    value: str
    count: int


def add_batch(session: Session, batch: Batch) -> None:
    """Add what a worker counted; a batch that has been added already changes nothing."""
    if not _is_new(session, batch):
        return
    insert = insert_into(session, DailyCount)
    adding = insert.on_conflict_do_update(
        index_elements=list(DailyCount.__table__.primary_key),
        set_={"count": DailyCount.count + insert.excluded.count},
    )
    session.execute(adding, [_row(cell, count) for cell, count in sorted(batch.counts.items())])


def counts_between(session: Session, since: date, until: date, *, model_version: str | None = None) -> list[Counted]:
    """Return the counts from one day to another, both included, of one model version or of all."""
    columns = (DailyCount.day, DailyCount.model_version, DailyCount.kind, DailyCount.category, DailyCount.value)
    query = (
        select(*columns, func.sum(DailyCount.count))
        .where(DailyCount.day >= since, DailyCount.day <= until)
        .group_by(*columns)
        .order_by(*columns)
    )
    if model_version is not None:
        query = query.where(DailyCount.model_version == model_version)
    return [Counted(*row) for row in session.execute(query)]


def first_days(session: Session) -> dict[str, date]:
    """Return the first day that each model version assessed something."""
    query = select(DailyCount.model_version, func.min(DailyCount.day)).group_by(DailyCount.model_version)
    return dict(session.execute(query).all())


def _is_new(session: Session, batch: Batch) -> bool:
    """Note a batch; the statement waits for another that adds the same one, and then finds that it is there."""
    today = datetime.now(UTC).date()
    session.execute(delete(CountingWorker).where(CountingWorker.day < today - REMEMBERED))
    insert = insert_into(session, CountingWorker)
    noted = insert.values(id=batch.worker, batch=batch.number, day=today).on_conflict_do_update(
        index_elements=[CountingWorker.id],
        set_={"batch": batch.number, "day": today},
        where=CountingWorker.batch < batch.number,
    )
    return session.execute(noted.returning(CountingWorker.id)).scalar_one_or_none() is not None


def _row(cell: Cell, count: int) -> dict[str, Any]:
    return {
        "day": cell.day,
        "model_version": cell.model_version,
        "policy_version": cell.policy_version,
        "kind": cell.kind,
        "category": cell.category,
        "value": cell.value,
        "count": count,
    }
