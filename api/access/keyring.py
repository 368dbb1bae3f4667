"""The keys in memory: no request waits for the database, and none fails because it is away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from api.access.keys import KeyRecord, parse, verify
from api.background import Background
from api.telemetry import log_failure

__all__ = ["KeyRing"]

REFRESHED_EVERY = 5.0
"""Seconds after which a new or revoked key is known; while the store is away, the last known keys count."""


class KeyRing:
    """Every key of the store, read again every :data:`REFRESHED_EVERY` seconds.

    Parameters
    ----------
    read
        Reads the keys.

    Attributes
    ----------
    is_fresh
        Whether the last reading worked.
    is_known
        Whether any did; before that, nobody can say that a key is none.
    """

    def __init__(self, read: Callable[[], Awaitable[Sequence[KeyRecord]]]) -> None:
        self._read = read
        self._keys: Mapping[str, KeyRecord] = {}
        self._background = Background(self._keep_fresh)
        self.is_fresh = False
        self.is_known = False
        self._is_said = False

    def find(self, text: str) -> KeyRecord | None:
        """Return the key that ``text`` is, ``None`` if there is none that may be used."""
        parts = parse(text)
        if parts is None:
            return None
        record = self.named(parts[0])
        return record if record is not None and verify(record, parts[1]) else None

    def named(self, identity: str) -> KeyRecord | None:
        """Return the key of this id, ``None`` if there is none that may be used; it proves nothing of who asks."""
        record = self._keys.get(identity)
        return record if record is not None and record.is_valid() else None

    async def start(self) -> None:
        """Read the keys, and go on doing so until :meth:`stop`."""
        await self.refresh()
        self._background.start()

    async def stop(self) -> None:
        """Stop reading."""
        await self._background.stop()

    async def refresh(self) -> None:
        """Read the keys now; when that fails, the last known ones stay."""
        try:
            self._keys = {record.id: record for record in await self._read()}
            self.is_fresh = self.is_known = True
            self._is_said = False
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with the store, those with a key may go on
            if not self._is_said:
                log_failure(problem)
            self.is_fresh, self._is_said = False, True

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(REFRESHED_EVERY)
            await self.refresh()
