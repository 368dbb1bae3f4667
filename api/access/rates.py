"""How often a caller may ask: a token bucket for each, in this process."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.gate import CALLER, Caller
from api.problems import Problem, ProblemType

__all__ = ["Buckets", "RateLimit", "charge_more", "too_often"]

_MOST_CALLERS = 10_000
_BUCKETS = "berichtwacht.buckets"


class Buckets:
    """Buckets that fill at a steady rate; whoever asks takes one drop.

    Parameters
    ----------
    per_minute
        Drops that come into a bucket in a minute.
    burst
        Drops that a bucket holds.
    clock
        Returns the time in seconds.
    """

    def __init__(self, *, per_minute: int, burst: int, clock: Callable[[], float] = monotonic) -> None:
        self._rate = per_minute / 60.0
        self._burst = float(burst)
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> float:
        """Take a drop; return 0 when there was one, else the seconds after which there is."""
        level = self._level(caller)
        allowed = level >= 1.0
        self._keep(caller, level - 1.0 if allowed else level)
        return 0.0 if allowed else (1.0 - level) / self._rate

    def charge(self, caller: str, drops: int) -> None:
        """Take drops whether or not they are there; until those that were not have come, nothing can be taken."""
        self._keep(caller, self._level(caller) - drops)

    def _level(self, caller: str) -> float:
        level, seen = self._levels.get(caller, (self._burst, self._clock()))
        return min(self._burst, level + max(0.0, self._clock() - seen) * self._rate)

    def _keep(self, caller: str, level: float) -> None:
        self._levels.pop(caller, None)  # the caller goes to the end: who has not asked for the longest is forgotten
        self._levels[caller] = (level, self._clock())
        if len(self._levels) > _MOST_CALLERS:
            self._levels.popitem(last=False)


class RateLimit:
    """Answers 429 to a caller who asks too often; who needs no credential is not counted.

    Parameters
    ----------
    app
        The application behind it.
    buckets
        The callers' buckets.
    """

    def __init__(self, app: ASGIApp, *, buckets: Buckets) -> None:
        self.app = app
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        caller: Caller | None = scope.get(CALLER)
        scope[_BUCKETS] = self.buckets
        wait = 0.0 if caller is None else self.buckets.take(caller.id)
        if wait > 0.0:
            await too_often(wait).response()(scope, receive, send)
            return
        await self.app(scope, receive, send)


def too_often(wait: float) -> Problem:
    """Return the problem of who has to wait a number of seconds."""
    seconds = str(max(1, math.ceil(wait)))
    return Problem(ProblemType.TOO_MANY_REQUESTS, f"Ask again in {seconds} s.", headers={"Retry-After": seconds})


def charge_more(scope: Scope, drops: int) -> None:
    """Charge who asks for a request that turns out to be the work of several: its next one may have to wait."""
    caller: Caller | None = scope.get(CALLER)
    if caller is not None:
        scope[_BUCKETS].charge(caller.id, drops)
