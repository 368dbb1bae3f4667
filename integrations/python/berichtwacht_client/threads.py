"""What can only wait by blocking: it runs in threads of our own, so that what hangs keeps nobody else waiting.

The threads of an event loop's default executor are few, belong to the whole program, and keep it from ending. Those
here are made when they are needed, and a program ends without waiting for them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Generic, TypeVar

__all__ = ["GIVEN_UP_AFTER", "Shared", "in_thread"]

GIVEN_UP_AFTER = 60.0
"""Seconds after which shared work that still goes on is given up for lost; who comes next begins it anew."""

T = TypeVar("T")


async def in_thread(function: Callable[[], T]) -> T:
    """Return what ``function`` returns, which runs in a thread of its own; it goes on when nobody waits any more.

    Raises
    ------
    OSError
        If there can be no more threads, besides what ``function`` raises.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    context = copy_context()

    def settle(set_outcome: Callable[[Any], None], outcome: object) -> None:
        if not future.done():
            set_outcome(outcome)

    def work() -> None:
        set_outcome: Callable[[Any], None] = future.set_result
        outcome: object
        try:
            outcome = context.run(function)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            set_outcome, outcome = future.set_exception, error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, set_outcome, outcome)

    try:
        threading.Thread(target=work, name="berichtwacht-client-waits", daemon=True).start()
    except RuntimeError:
        raise OSError("no thread can be started") from None
    return await future


class Shared(Generic[T]):
    """Work that goes on once at a time, for all who wait for it; however many come, one thread is enough.

    Parameters
    ----------
    work
        What to do. It goes on when those who wait have left, for whoever comes next.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None

    async def result(self) -> T:
        """Return what the work does that goes on, or else begin it.

        Raises
        ------
        OSError
            If it was given up (which is a ``TimeoutError``), or closed meanwhile; besides what the work raises.
        """
        task = self._task
        if task is None or task.done():
            task = self._task = asyncio.create_task(self._limited())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if not task.cancelled() or (waiting is not None and waiting.cancelling()):
                raise
        raise OSError("nobody waits for it any longer")

    def close(self) -> None:
        """Wait for the work no longer."""
        if self._task is not None:
            self._task.cancel()

    async def _limited(self) -> T:
        async with asyncio.timeout(GIVEN_UP_AFTER):
            return await self._work()
