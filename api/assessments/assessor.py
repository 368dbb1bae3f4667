"""Assessing one draft at a time, without letting a queue grow that nobody waits for.

A short draft is assessed in the event loop itself: handing it to a thread and taking it back would take a tenth of the
time again. Between two of them the loop does what else there is to do. A long one goes to a thread, so that nobody
waits for it who only wants to hear that there is too much to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from time import monotonic
from typing import Any, TypeVar

from api.assessments.receipts import Receipts
from api.metrics import Metrics
from api.monitoring.tally import Tally
from api.problems import Problem, ProblemType
from api.tracing import Tracing
from classifier import Assessment, Classifier, Draft
from classifier.records import Decided

__all__ = ["SHORT", "STUCK", "Assessor", "overloaded"]

Result = TypeVar("Result")

SHORT = 400
"""Most characters of a draft and its history that are assessed in the event loop; they take about 20 ms, and
longer only where an organisation's own patterns do (each has a limit of 0.2 s)."""

STUCK = 30.0
"""Seconds after which a draft that is being assessed will never be done; the longest takes less than two."""

_RETRY_AFTER = {"Retry-After": "1"}
_GIVEN_UP_AFTER = 5.0  # seconds
_LOOKED_EVERY = 0.05  # seconds
_LETS_BY_FOR = 0.5  # seconds
_LETS_BY_EACH = 0.005  # seconds


def overloaded(detail: str) -> Problem:
    """Return the problem of a draft that is not assessed because there is too much to do."""
    return Problem(ProblemType.OVERLOADED, detail, headers=_RETRY_AFTER)


class Assessor:
    """Assesses drafts one after the other, since spaCy serves one at a time; more cores mean more processes.

    Parameters
    ----------
    classifier
        The classifier.
    receipts
        What writes the ids that are given out.
    metrics
        The numbers that are kept.
    tracing
        What traces.
    tally
        What counts for curators.
    queue
        Most drafts that are assessed or wait for it.
    deadline
        Seconds after which a draft that still waits is given up.
    """

    def __init__(
        self,
        classifier: Classifier,
        receipts: Receipts,
        metrics: Metrics,
        tracing: Tracing,
        *,
        tally: Tally,
        queue: int,
        deadline: float,
    ) -> None:
        self.classifier = classifier
        self._receipts = receipts
        self._metrics = metrics
        self._tracing = tracing
        self._tally = tally
        self._queue = queue
        self._deadline = deadline
        self._waiting = 0
        self._begun: float | None = None
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="assess")

    @property
    def busy_seconds(self) -> float:
        """How long the draft in hand has been assessed; 0 when there is none."""
        begun = self._begun
        return 0.0 if begun is None else monotonic() - begun

    @property
    def is_stuck(self) -> bool:
        """Whether the draft in hand will never be done, and so no other one either."""
        return self.busy_seconds >= STUCK

    async def assess(self, draft: Draft) -> Assessment:
        """Assess ``draft`` as soon as the drafts before it are done.

        Raises
        ------
        Problem
            If too many drafts wait already, or this one has waited too long.
        """
        assessment = await self.read(draft)
        self._metrics.count(assessment)
        self._tally.count(assessment)
        return replace(assessment, id=self._receipts.write(assessment))

    async def read(self, draft: Draft) -> Assessment:
        """Assess what nobody is about to send, in its turn: it is not counted, and no feedback can be given on it.

        Raises
        ------
        Problem
            As :meth:`assess` does.
        """
        if self._waiting >= self._queue:
            raise overloaded("Too many drafts wait; ask again.")
        self._waiting += 1
        self._metrics.waiting.inc()
        try:
            with self._tracing.span("wait and assess"):
                async with asyncio.timeout(self._deadline):
                    return await self._assessed(draft)
        except TimeoutError:
            raise overloaded("This took too long; ask again.") from None
        finally:
            self._waiting -= 1
            self._metrics.waiting.dec()

    async def probe(self, draft: Draft) -> Assessment | None:
        """Assess a draft of our own that is not counted; ``None`` when there is too much to do to know."""
        if self._waiting >= self._queue:
            return None
        try:
            async with asyncio.timeout(self._deadline):
                return await self._assessed(draft)
        except TimeoutError:
            return None

    async def decide(self, draft: Draft, *, last: bool = False) -> Decided:
        """Tell what a text holds that nobody is about to send; it is not counted.

        Parameters
        ----------
        draft
            The text.
        last
            Whether everybody who waits for an assessment goes first; a moment without any has to come soon.

        Raises
        ------
        Problem
            If it has waited too long.
        """
        try:
            async with asyncio.timeout(_LETS_BY_FOR):
                while last and self._waiting:
                    await asyncio.sleep(_LETS_BY_EACH)
            async with asyncio.timeout(self._deadline):
                return await self._in_turn(draft, lambda: self.classifier.decide(draft))
        except TimeoutError:
            raise overloaded("This took too long; ask again.") from None

    async def _assessed(self, draft: Draft) -> Assessment:
        return await self._in_turn(draft, lambda: self.classifier.assess(draft))

    async def _in_turn(self, draft: Draft, work: Callable[[], Result]) -> Result:
        """Wait for the turn of ``draft``, and do ``work`` with it."""
        await self._turn.acquire()
        if len(draft.text) + sum(len(message.text) for message in draft.context.history) <= SHORT:
            try:
                await asyncio.sleep(0)  # whoever came at the same moment gets in line, or hears that it is full
                return self._do(work)
            finally:
                self._turn.release()
        try:
            done = asyncio.get_running_loop().run_in_executor(self._thread, copy_context().run, self._do, work)
        except BaseException:
            self._turn.release()
            raise
        done.add_done_callback(self._pass_on)
        return await asyncio.shield(done)  # a turn ends when the thread is free, even if nobody waits any more

    def _pass_on(self, done: asyncio.Future[Any]) -> None:
        if not done.cancelled():
            done.exception()  # if nobody waits, nobody has to be told
        self._turn.release()

    def _do(self, work: Callable[[], Result]) -> Result:
        self._begun = monotonic()
        try:
            with self._tracing.span("assess"):
                return work()
        finally:
            self._begun = None

    async def close(self) -> bool:
        """Drop what still waits, and return whether the draft in hand was done in time."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        ends = monotonic() + _GIVEN_UP_AFTER
        while self._begun is not None and monotonic() < ends:
            await asyncio.sleep(_LOOKED_EVERY)
        return self._begun is None
