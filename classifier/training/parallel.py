"""Work on all cores: processes that answer in order, and end when the one that started them does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

__all__ = ["cores", "each"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def each(
    do: Callable[[Task], Answer],
    tasks: Sequence[Task],
    *,
    at_once: int,
    prepare: Callable[..., None],
    given: tuple[Any, ...],
) -> Iterator[Answer]:
    """Yield the answer to every task, in order.

    Parameters
    ----------
    do
        Answers a task; like all that is handed over it must be such that another process can be handed it.
    tasks
        The tasks.
    at_once
        How many processes; with one task or one process everything is done in this one.
    prepare, given
        Is called with ``given`` once in every process, before its first task.
    """
    if min(at_once, len(tasks)) <= 1:
        if tasks:
            prepare(*given)
        yield from map(do, tasks)
        return
    with ProcessPoolExecutor(
        min(at_once, len(tasks)), mp_context=get_context("spawn"), initializer=_start, initargs=(prepare, given)
    ) as pool:
        try:
            yield from pool.map(do, tasks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that can say so
    Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, however that came about."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
