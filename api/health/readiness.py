"""Ready is only who can assess a real message."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from api.assessments import Assessor
from api.telemetry import log_failure
from classifier import Draft, Verdict

__all__ = ["Readiness"]

PROBE = "bsn 123456782"
"""A message that must never pass as fine; the number is a test number that nobody has."""

_LASTS = 1.0  # seconds


class Readiness:
    """Assesses :data:`PROBE` at most once a second.

    Parameters
    ----------
    assessor
        Who assesses.
    knows_keys
        Whether it is known who may ask.
    """

    def __init__(self, assessor: Assessor, *, knows_keys: Callable[[], bool] = lambda: True) -> None:
        self._assessor = assessor
        self._knows_keys = knows_keys
        self._lock = asyncio.Lock()
        self._checked = float("-inf")
        self._ready = False

    async def check(self) -> bool:
        """Return whether an assessment worked, now or less than a second ago."""
        async with self._lock:
            if monotonic() - self._checked >= _LASTS:
                self._ready = await self._works()
                self._checked = monotonic()
            return self._ready

    async def _works(self) -> bool:
        if not self._knows_keys():
            return False
        try:
            assessment = await self._assessor.probe(Draft(text=PROBE))
        except Exception as problem:  # noqa: BLE001
            log_failure(problem)
            return False
        if assessment is None:  # busy is not broken: what was known last still holds
            return self._ready
        return assessment.verdict is not Verdict.NONE and not assessment.degraded
