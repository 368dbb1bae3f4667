"""What a part of the service does beside the requests, from its start to its stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from api.telemetry import log_failure

__all__ = ["Background"]


class Background:
    """Lets work run in the event loop, beside whatever else does, until it is done or is told to stop.

    Whoever has it decides which failures it lives through. One that nobody expected ends the work; it is logged at
    once, as nobody waits for the result, and harms nothing else.

    Parameters
    ----------
    work
        What to do, from the beginning at every start; a round without end is cancelled at the stop.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, and do not wait for anything; nothing happens while it runs."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Cancel the work, and wait until it has ended; nothing happens if it never began or is done."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as problem:  # noqa: BLE001 - a part that fails must not keep the others
            log_failure(problem)
