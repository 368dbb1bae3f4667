"""Inserts that may find their row there already, in the dialect of the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.store.tables import Base

__all__ = ["insert_into"]

_INSERTS: Mapping[str, Callable[[type[Base]], postgresql.Insert | sqlite.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an insert into ``table`` that can be told what to do where the row is there."""
    return _INSERTS[session.get_bind().dialect.name](table)
