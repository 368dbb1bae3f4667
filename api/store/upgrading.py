"""Bringing the store up to date as soon as it can be reached, for a service that started while it was away."""

from __future__ import annotations

import asyncio

from anyio import to_thread

from api.background import Background
from api.store.database import Database
from api.store.schema import is_current, upgrade
from api.telemetry import log_event, log_failure

__all__ = ["Upgrading"]

TRIED_EVERY = 5.0
"""Seconds between two tries."""


class Upgrading:
    """Tries until the tables are those that this version knows, and then no more.

    Parameters
    ----------
    database
        The store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._background = Background(self._try)

    async def start(self) -> None:
        """Try now and again, until it worked or until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Try no longer."""
        await self._background.stop()

    async def _try(self) -> None:
        is_away = False
        while not await self._works(quiet=is_away):
            is_away = True
            await asyncio.sleep(TRIED_EVERY)
        if is_away:
            log_event("store is up to date", {})

    async def _works(self, *, quiet: bool) -> bool:
        """Return whether the store is up to date now; only the first failure is logged."""
        try:
            await to_thread.run_sync(_bring_up_to_date, self._database, abandon_on_cancel=True)
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with the store, it may be right later
            if not quiet:
                log_failure(problem)
            return False
        return True


def _bring_up_to_date(database: Database) -> None:
    if not is_current(database):
        upgrade(database)
