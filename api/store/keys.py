"""API keys in the store."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.keys import KeyRecord
from api.access.scopes import granted
from api.store.tables import ApiKey

__all__ = ["add_key", "list_keys", "revoke_key"]


def add_key(session: Session, record: KeyRecord) -> None:
    """Keep a new key."""
    session.add(
        ApiKey(
            id=record.id,
            name=record.name,
            digest=record.digest,
            scopes=" ".join(sorted(record.scopes)),
            created=record.created,
            expires=record.expires,
            revoked=record.revoked,
        )
    )


def list_keys(session: Session) -> tuple[KeyRecord, ...]:
    """Return every key, oldest first, also those that may not be used any more."""
    rows = session.scalars(select(ApiKey).order_by(ApiKey.created, ApiKey.id))
    return tuple(
        KeyRecord(row.id, row.name, row.digest, granted(row.scopes.split()), row.created, row.expires, row.revoked)
        for row in rows
    )


def revoke_key(session: Session, identity: str) -> bool:
    """Revoke a key from now on, and return whether there is one; one that is revoked stays as it was."""
    row = session.get(ApiKey, identity)
    if row is not None and row.revoked is None:
        row.revoked = datetime.now(UTC)
    return row is not None
