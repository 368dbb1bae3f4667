"""A worker that has grown too large ends, after the requests that it has begun; the supervisor starts another."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from random import SystemRandom

from api.background import Background
from api.telemetry import log_event

__all__ = ["Recycling", "resident_megabytes"]

CHECKED_EVERY = 5.0
"""Seconds between two looks at the memory."""

MARGIN = 50.0
"""MB that a worker may grow, whatever the limit."""

_PAGES = Path("/proc/self/statm")
_CHANCE = SystemRandom()  # draws from no generator that others seed


def resident_megabytes() -> float:
    """Return the memory of this process that is in use, in MB; 0 where the system does not tell (no Linux)."""
    try:
        pages = int(_PAGES.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Recycling:
    """Asks this process to end when it has grown beyond a limit.

    Parameters
    ----------
    limit
        The limit, in MB.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._background = Background(self._watch)

    async def start(self) -> None:
        """Look at the memory now and again until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Look no longer."""
        await self._background.stop()

    async def _watch(self) -> None:
        least = resident_megabytes() + MARGIN  # a limit below what a new worker needs would end every one at once
        limit = max(float(self.limit), least)
        while (size := resident_megabytes()) <= limit:
            await asyncio.sleep(CHECKED_EVERY * _CHANCE.uniform(1.0, 3.0))  # so that not all end together
        log_event("recycled", {"megabytes": round(size)})
        os.kill(os.getpid(), signal.SIGTERM)
