"""Adding what a worker counted to the store, now and again and at the end."""

from __future__ import annotations

import asyncio

from api.background import Background
from api.monitoring.tally import Tally
from api.store import Database
from api.store.daily_counts import add_batch
from api.telemetry import log_failure

__all__ = ["KEPT_EVERY", "Keeping"]

KEPT_EVERY = 60.0
"""Seconds between two rounds of keeping what was counted."""

_LAST_WITHIN = 3.0  # seconds, for the last round: who ends waits for no store that hangs


class Keeping:
    """Keeps counts; while the store is away, or not there yet, they wait in memory.

    Parameters
    ----------
    tally
        What counts.
    database
        The store.
    """

    def __init__(self, tally: Tally, database: Database) -> None:
        self._tally = tally
        self._database = database
        self._is_away = False
        self._background = Background(self._keep_on)

    async def start(self) -> None:
        """Keep what is counted, now and again until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Keep what is left, if the store takes it at once."""
        await self._background.stop()
        try:
            async with asyncio.timeout(_LAST_WITHIN):
                while await self.keep():
                    pass
        except TimeoutError as problem:
            log_failure(problem)

    async def keep(self) -> bool:
        """Add a batch to the store, and return whether it was; only the first of several failures is logged."""
        batch = self._tally.batch() if self._database.is_there else None
        if batch is None:
            return False
        try:
            await self._database.run(lambda session: add_batch(session, batch))
        except Exception as problem:  # noqa: BLE001 - the batch stays, and the next round tries again
            if not self._is_away:
                log_failure(problem)
            self._is_away = True
            return False
        self._is_away = False
        self._tally.kept(batch)
        return True

    async def _keep_on(self) -> None:
        while True:
            await asyncio.sleep(KEPT_EVERY)
            await self.keep()  # once: where drafts come without a pause there is always something new
