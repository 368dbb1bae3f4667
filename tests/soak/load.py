"""The clients: drafts, batches of drafts, and feedback, all judged as they are answered."""

import asyncio
import random
import time
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from typing import Any

import httpx

from api.feedback.schemas import MAX_COMMENT, Why
from classifier.records import Level
from tests.soak.drafts import SENTINEL, Question
from tests.soak.oracle import Judge, Judged, Outcome, judge_assessment, judge_problem, judged
from tests.soak.promises import Promise, Said
from tests.soak.record import Record

__all__ = ["Load"]

_KEPT_SECONDS = 2.0  # without a request; the service closes a connection after five
_KEPT = (50, 50, 0, 0)  # connections that each client keeps: half of them connect anew for every request
_BATCH = 5  # drafts of a batch
_BATCH_SHARE = 0.02  # of the requests
_FEEDBACK_SHARE = 0.15  # of the assessments
_TEXT_SHARE = 0.3  # of the feedback brings its text along
_MORE_SHARE = 0.3  # of the feedback brings a reason, whether the warning was right, and other levels
_SECOND_THOUGHTS = 0.1  # of the feedback is said again, otherwise
_LATEST = 3.0  # seconds until feedback is given
_ASK_AGAIN = 2.0  # seconds until feedback that was not accepted is sent again
_MOST_UNDER_WAY = 400
_TIMEOUT = 20.0
_CONNECTS = "connection.connect_tcp.started"  # a step of a request, as httpcore names it
_ACTIONS = ("sent", "edited", "redirected", "cancelled")


class Load:
    """Asks the service, as fast as it answers or at a rate.

    Parameters
    ----------
    address, key
        The service, and the key to show.
    questions
        What is asked.
    record
        Where it is noted what came of it.
    """

    def __init__(self, address: str, key: str, questions: list[Question], record: Record) -> None:
        self.promises: list[Promise] = []
        self.is_ending = False
        self._questions = questions
        self._record = record
        self._random = random.Random(11)
        self._tasks: set[asyncio.Task[None]] = set()
        headers = {"X-API-Key": key}
        self._clients = [
            httpx.AsyncClient(
                base_url=address,
                headers=headers,
                timeout=_TIMEOUT,
                limits=httpx.Limits(
                    max_connections=None, max_keepalive_connections=kept, keepalive_expiry=_KEPT_SECONDS
                ),
                trust_env=False,
            )
            for kept in _KEPT
        ]

    async def capacity(self, seconds: float, clients: int) -> float:
        """Return how many requests a second are answered when ``clients`` each ask as soon as they are answered."""
        ends = time.monotonic() + seconds
        done = 0

        async def ask() -> None:
            nonlocal done
            while time.monotonic() < ends:
                await self._operation()
                done += 1

        started = time.monotonic()
        await asyncio.gather(*(ask() for _ in range(clients)))
        return done / (time.monotonic() - started)

    async def run(self, rate: float) -> None:
        """Send ``rate`` requests a second, at random moments, whether or not those before are answered."""
        due = time.monotonic()
        while True:
            due += self._random.expovariate(rate)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if self._record.under_way < _MOST_UNDER_WAY:
                self._start(self._operation(due))
            else:
                self._record.end(self._record.begin(due), "assessment", Judged(Outcome.UNSENT))

    async def finish(self) -> None:
        """Wait for what is under way, feedback that is still to be given included."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Drop what is under way and close the connections."""
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)
        for client in self._clients:
            await client.aclose()

    async def status(self, path: str, key: str | None = None) -> int | None:
        """Return the status of a request apart, over a connection of its own, that is not counted."""
        with suppress(httpx.HTTPError):
            headers = {} if key is None else {"X-API-Key": key}
            return (await self._clients[-1].get(path, headers=headers)).status_code
        return None

    async def receipt(self) -> str | None:
        """Return the id of an assessment apart, over a connection of its own, that is not counted."""
        with suppress(httpx.HTTPError, ValueError, LookupError):
            response = await self._clients[-1].post("/v1/assessments", json=self._questions[0].body)
            return str(response.json()["id"])
        return None

    async def text(self, path: str) -> str:
        """Return the body of a request apart, over a connection of its own; nothing when it got no answer."""
        with suppress(httpx.HTTPError):
            return (await self._clients[-1].get(path)).text
        return ""

    def _client(self) -> httpx.AsyncClient:
        return self._random.choice(self._clients)

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _operation(self, due: float | None = None) -> None:
        if self._random.random() < _BATCH_SHARE:
            await self._batch(due)
        else:
            await self._assessment(due)

    async def _assessment(self, due: float | None) -> None:
        question = self._random.choice(self._questions)

        def judge(response: httpx.Response) -> Judged:
            data = response.json()
            found = judge_assessment(data, question)
            if found.outcome is not Outcome.WRONG and self._random.random() < _FEEDBACK_SHARE:
                self._start(self._feedback(Promise.on(data), str(question.body["text"])))
            return found

        await self._post("assessment", "/v1/assessments", question.body, success=200, judge=judge, due=due)

    async def _batch(self, due: float | None) -> None:
        questions = self._random.sample(self._questions, _BATCH)

        def judge(response: httpx.Response) -> Judged:
            results = response.json()["results"]
            if len(results) != len(questions):
                return Judged(Outcome.WRONG, f"{len(results)} results for {len(questions)} drafts")
            items = [_judge_item(*both) for both in zip(results, questions, strict=True)]
            worst = max(items, key=lambda one: list(Outcome).index(one.outcome))
            return worst._replace(situations=frozenset().union(*(one.situations for one in items)))

        body = {"drafts": [question.body for question in questions]}
        await self._post("batch", "/v1/assessment-batches", body, success=200, judge=judge, due=due)

    async def _feedback(self, promise: Promise, text: str) -> None:
        """Give feedback on an assessment after a while, and sometimes once more."""
        self.promises.append(promise)
        for _ in range(2 if self._random.random() < _SECOND_THOUGHTS else 1):
            await asyncio.sleep(self._random.uniform(0.0, _LATEST))
            said = self._said(text)
            promise.said.append(said)
            if not await self._say(promise.receipt, said):
                return

    def _said(self, text: str) -> Said:
        """Choose what to say; the word that is looked for later stands first in a comment, so it is never cut off."""
        has_text, has_more = (self._random.random() < share for share in (_TEXT_SHARE, _MORE_SHARE))
        return Said(
            action=self._random.choice(_ACTIONS),
            text=text if has_text else None,
            comment=f"{SENTINEL}, {text}"[:MAX_COMMENT] if has_text else None,
            reason=self._random.choice(list(Why)).value if has_more else None,
            right=self._random.choice((True, False)) if has_more else None,
            levels=tuple(self._random.choice(list(Level)).value for _ in range(3)) if has_more else None,
        )

    async def _say(self, receipt: str, said: Said) -> bool:
        """Send feedback until it is accepted or refused; return whether it was accepted."""
        body = said.body | {"assessment": receipt}
        while True:
            outcome = await self._post("feedback", "/v1/feedback", body, success=201, judge=_accepted)
            said.is_accepted = outcome is Outcome.RIGHT
            if said.is_accepted or outcome is Outcome.WRONG or self.is_ending:
                return said.is_accepted
            await asyncio.sleep(_ASK_AGAIN)

    async def _post(
        self,
        kind: str,
        path: str,
        body: Mapping[str, Any],
        *,
        success: int,
        judge: Judge,
        due: float | None = None,
    ) -> Outcome:
        number = self._record.begin(due)
        steps: set[str] = set()

        async def trace(step: str, _: Mapping[str, Any]) -> None:
            steps.add(step)

        def end(found: Judged, status: int | None = None) -> Outcome:
            self._record.end(number, kind, found, status, is_new=_CONNECTS in steps)
            return found.outcome

        try:
            response = await self._client().post(path, json=body, extensions={"trace": trace})
        except httpx.HTTPError:
            return end(Judged(Outcome.CUT))
        except asyncio.CancelledError:
            end(Judged(Outcome.CUT))
            raise
        found = judged(response, judge if response.status_code == success else judge_problem)
        return end(found, response.status_code)


def _judge_item(result: Mapping[str, Any], question: Question) -> Judged:
    if result["status"] == 200:
        return judge_assessment(result["assessment"], question)
    if result["status"] == 503:
        return Judged(Outcome.PROBLEM)
    return Judged(Outcome.WRONG, f"status {result['status']} in a batch")


def _accepted(_: httpx.Response) -> Judged:
    return Judged(Outcome.RIGHT)
