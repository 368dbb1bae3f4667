"""A draft that is never done would keep the one thread that assesses: whoever can start the process anew must know."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import NoReturn

from api.assessments import Assessor
from api.telemetry import log_event

__all__ = ["CHECKED_EVERY", "Watchdog", "end_now"]

CHECKED_EVERY = 1.0
"""Seconds between two looks."""

_FAILURE = 70  # EX_SOFTWARE of sysexits.h


def end_now() -> NoReturn:
    """End this process without waiting for the thread that is stuck."""
    log_event("stuck", {})
    os._exit(_FAILURE)


class Watchdog:
    """Ends this process, without waiting for anything, when its assessor is stuck; the supervisor starts another.

    Parameters
    ----------
    assessor
        Who assesses.
    """

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look now and again until :meth:`stop`."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no longer."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watch(self) -> None:
        while not self._assessor.is_stuck:
            await asyncio.sleep(CHECKED_EVERY)
        end_now()
