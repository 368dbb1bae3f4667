"""The clients: drafts, batches of drafts, and feedback, all judged as they are answered."""

import asyncio
import random
import time
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from typing import Any

import httpx

from tests.soak.drafts import Question
from tests.soak.oracle import Judge, Outcome, judge_assessment, judge_problem, judged
from tests.soak.promises import Promise, Said
from tests.soak.record import Record

__all__ = ["Load"]

_KEPT_SECONDS = 2.0  # without a request; the service closes a connection after five
_KEPT = (50, 50, 0, 0)  # connections that each client keeps: half of them connect anew for every request
_BATCH = 5  # drafts of a batch
_BATCH_SHARE = 0.02  # of the requests
_FEEDBACK_SHARE = 0.15  # of the assessments
_TEXT_SHARE = 0.3  # of the feedback brings its text along
_SECOND_THOUGHTS = 0.1  # of the feedback is said again, otherwise
_LATEST = 3.0  # seconds until feedback is given
_ASK_AGAIN = 2.0  # seconds until feedback that was not accepted is sent again
_MOST_UNDER_WAY = 400
_TIMEOUT = 20.0
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
                self._start(self._operation())
            else:
                self._record.end(self._record.begin(), "assessment", Outcome.UNSENT)

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

    async def _operation(self) -> None:
        if self._random.random() < _BATCH_SHARE:
            await self._batch()
        else:
            await self._assessment()

    async def _assessment(self) -> None:
        question = self._random.choice(self._questions)

        def judge(response: httpx.Response) -> tuple[Outcome, str]:
            data = response.json()
            outcome, why = judge_assessment(data, question)
            if outcome is not Outcome.WRONG and self._random.random() < _FEEDBACK_SHARE:
                self._start(self._feedback(data["id"], str(question.body["text"])))
            return outcome, why

        await self._post("assessment", "/v1/assessments", question.body, success=200, judge=judge)

    async def _batch(self) -> None:
        questions = self._random.sample(self._questions, _BATCH)

        def judge(response: httpx.Response) -> tuple[Outcome, str]:
            results = response.json()["results"]
            if len(results) != len(questions):
                return Outcome.WRONG, f"{len(results)} results for {len(questions)} drafts"
            judged = [_judge_item(*both) for both in zip(results, questions, strict=True)]
            return max(judged, key=lambda one: list(Outcome).index(one[0]))

        body = {"drafts": [question.body for question in questions]}
        await self._post("batch", "/v1/assessment-batches", body, success=200, judge=judge)

    async def _feedback(self, receipt: str, text: str) -> None:
        """Give feedback on an assessment after a while, and sometimes once more."""
        promise = Promise(receipt)
        self.promises.append(promise)
        for _ in range(2 if self._random.random() < _SECOND_THOUGHTS else 1):
            await asyncio.sleep(self._random.uniform(0.0, _LATEST))
            said = Said(self._random.choice(_ACTIONS), text if self._random.random() < _TEXT_SHARE else None)
            promise.said.append(said)
            if not await self._say(receipt, said):
                return

    async def _say(self, receipt: str, said: Said) -> bool:
        """Send feedback until it is accepted or refused; return whether it was accepted."""
        body: dict[str, Any] = {"assessment": receipt, "action": said.action}
        if said.text is not None:
            body |= {"text": said.text, "comment": said.text[:400]}
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
    ) -> Outcome:
        number = self._record.begin()
        try:
            response = await self._client().post(path, json=body)
        except httpx.HTTPError as problem:
            self._record.end(number, kind, Outcome.CUT, why=type(problem).__name__)
            return Outcome.CUT
        except asyncio.CancelledError:
            self._record.end(number, kind, Outcome.CUT)
            raise
        outcome, why = judged(response, judge if response.status_code == success else judge_problem)
        self._record.end(number, kind, outcome, response.status_code, why)
        return outcome


def _judge_item(result: Mapping[str, Any], question: Question) -> tuple[Outcome, str]:
    if result["status"] == 200:
        return judge_assessment(result["assessment"], question)
    if result["status"] == 503:
        return Outcome.PROBLEM, ""
    return Outcome.WRONG, f"status {result['status']} in a batch"


def _accepted(_: httpx.Response) -> tuple[Outcome, str]:
    return Outcome.RIGHT, ""
