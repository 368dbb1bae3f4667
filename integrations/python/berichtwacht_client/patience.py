"""When to ask again, and how long to wait before it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from berichtwacht_client.errors import BerichtwachtError, Busy, Unreachable

__all__ = ["FIRST_PAUSE", "Patience"]

FIRST_PAUSE = 0.15
"""Longest pause in seconds before the first time that something is asked again; each next one is twice as long."""

_PASSES = (None, 502, 504)  # no answer, or none from behind a proxy


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and when to ask again.

    Parameters
    ----------
    retries
        Most tries after the first.
    chance
        Returns a number from 0 to 1: clients that failed together must not come back together.
    """

    retries: int
    chance: Callable[[], float] = random.random

    def pause(self, error: BerichtwachtError, *, tries: int, remaining: float) -> float | None:
        """Return how long to wait before asking again, or ``None`` to give up.

        What the service says in ``Retry-After`` counts; when that is longer than what is left of the deadline there
        is no point in waiting.

        Parameters
        ----------
        error
            What went wrong with the last try.
        tries
            How often was asked.
        remaining
            Seconds until the deadline.
        """
        passes = isinstance(error, Busy) or (isinstance(error, Unreachable) and error.status in _PASSES)
        if not passes or tries > self.retries:
            return None
        wait = self.chance() * FIRST_PAUSE * 2 ** (tries - 1)
        if error.retry_after is not None:
            wait = max(wait, error.retry_after)
        return wait if wait < remaining else None
