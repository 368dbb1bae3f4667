"""API keys: how one looks, is made and is recognised.

A key is ``bw_<id>_<secret>``. The id finds it; of the secret, 256 random bits, only the SHA-256 digest is kept. A
slow hash would protect a secret that can be guessed; this one cannot be.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from api.access.scopes import Scope

__all__ = ["KeyRecord", "NewKey", "new_key", "parse", "verify"]

_SHAPE = re.compile(r"bw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What is kept of a key."""

    id: str
    name: str
    digest: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def is_valid(self, now: datetime | None = None) -> bool:
        """Return whether the key may be used at ``now``, by default this moment; a revoked one never may again."""
        now = now or datetime.now(UTC)
        return self.revoked is None and (self.expires is None or now < self.expires)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: the only moment at which its text is known."""

    text: str
    record: KeyRecord

    def __repr__(self) -> str:
        """Show the record only: a key must not reach a log by accident."""
        return f"NewKey(record={self.record!r})"


def new_key(name: str, scopes: frozenset[Scope], *, expires: datetime | None = None) -> NewKey:
    """Make a key."""
    identity, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    record = KeyRecord(identity, name, _digest(secret), scopes, datetime.now(UTC), expires)
    return NewKey(f"bw_{identity}_{secret}", record)


def parse(text: str) -> tuple[str, str] | None:
    """Return the id and the secret of a key, ``None`` if ``text`` is not one."""
    found = _SHAPE.fullmatch(text)
    return None if found is None else (found[1], found[2])


def verify(record: KeyRecord, secret: str) -> bool:
    """Return whether ``secret`` is that of ``record``; takes as long when it is not."""
    return hmac.compare_digest(record.digest, _digest(secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
