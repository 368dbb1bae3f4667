"""A draft that is never done would keep a worker for ever: it ends, so that another is started."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import sys
from contextlib import suppress
from typing import NoReturn

from api.assessments import STUCK, Assessor
from api.background import Background
from api.telemetry import log_failure

__all__ = ["CHECKED_EVERY", "Watchdog", "end_now"]

CHECKED_EVERY = 1.0
"""Seconds between two looks."""

_FAILURE = 70  # EX_SOFTWARE of sysexits.h


def end_now() -> NoReturn:
    """End this process without waiting for the thread that is stuck."""
    log_failure(TimeoutError())
    os._exit(_FAILURE)


class Watchdog:
    """Ends this process, without waiting for anything, when its assessor or its event loop is stuck.

    The loop cannot watch itself: if it does not say in time that it is alive, the interpreter prints where it hangs
    (names of functions, no values) and ends the process, even where a library holds the interpreter's lock.

    Parameters
    ----------
    assessor
        Who assesses.
    """

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        self._background = Background(self._watch)

    async def start(self) -> None:
        """Look now and again whether all goes on, until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Look no longer, and take the interpreter's deadline away."""
        await self._background.stop()
        faulthandler.cancel_dump_traceback_later()

    async def _watch(self) -> None:
        while not self._assessor.is_stuck:
            with suppress(ValueError, OSError):  # where standard error is no file, the supervisor has to notice
                faulthandler.dump_traceback_later(STUCK, exit=True, file=sys.__stderr__ or sys.stderr)
            await asyncio.sleep(CHECKED_EVERY)
        end_now()
