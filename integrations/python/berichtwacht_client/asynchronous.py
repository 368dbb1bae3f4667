"""The client for asynchronous programs; it does all that touches the network."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Iterable
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

import httpx

from berichtwacht_client import calls
from berichtwacht_client.addresses import service_address
from berichtwacht_client.assessments import Assessment, FeedbackReceived, Policy, Problem
from berichtwacht_client.checks import Unchecked, unchecked
from berichtwacht_client.credentials import Credential, Secret
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS, Context, Draft, Feedback, draft_of
from berichtwacht_client.errors import BerichtwachtError, Late
from berichtwacht_client.exchange import Exchange
from berichtwacht_client.patience import Patience
from berichtwacht_client.threads import in_thread
from berichtwacht_client.vocabulary import FailureKind, Language

__all__ = ["BATCH_DEADLINE", "DEADLINE", "RETRIES", "AsyncClient"]

DEADLINE = 4.0
"""Seconds that one call may take by default, all tries included."""

BATCH_DEADLINE = 20.0
"""Seconds that a batch of up to a hundred drafts may take; the service spends at most 15 on it."""

RETRIES = 2
"""Tries after the first, by default."""

T = TypeVar("T")


class AsyncClient:
    """Asks the service whether drafts may be sent. For one event loop, and any number of calls at the same time.

    Parameters
    ----------
    url
        Address of the service, such as ``https://berichtwacht.example.nl``.
    credential
        Key or token, or what returns one each time that it is needed; a function may be ``async``.
    deadline
        Seconds that one call may take, all tries included.
    retries
        How often to ask again when the service could not be reached or was busy.
    transport
        What carries the requests, such as an :class:`httpx.AsyncHTTPTransport` with a proxy or certificates of one's
        own. It is closed with the client, and cannot be used after a fork. By default requests go straight to ``url``,
        past every proxy of the environment.
    allow_unencrypted
        Whether ``url`` may be an ``http:`` address of another machine. Everybody on the way can then read drafts and
        the credential.

    Raises
    ------
    ValueError
        If an option is not right; no error repeats the address or the credential.
    """

    def __init__(
        self,
        url: str,
        *,
        credential: Credential = None,
        deadline: float = DEADLINE,
        retries: int = RETRIES,
        transport: httpx.AsyncBaseTransport | None = None,
        allow_unencrypted: bool = False,
    ) -> None:
        if retries < 0:
            raise ValueError("retries: must not be below 0")
        self._exchange = Exchange(
            service_address(url, allow_unencrypted=allow_unencrypted), Secret(credential), transport
        )
        self._deadline = _seconds(deadline)
        self._patience = Patience(retries)
        self._policy: Policy | None = None
        self._is_closed = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._exchange.url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; nothing can be asked after it."""
        self._is_closed = True
        await self._exchange.close()

    async def assess(
        self,
        draft: str | Draft,
        *,
        context: Context | None = None,
        language: Language | None = None,
        redact: bool | None = None,
        deadline: float | None = None,
    ) -> Assessment:
        """Say whether a draft may be sent; if not, why, and where it does belong.

        Parameters
        ----------
        draft
            The text, or a whole :class:`Draft`, which holds the next three itself.
        context
            The conversation around it.
        language
            Language of the texts in the answer.
        redact
            Whether to return the text without what identifies somebody.
        deadline
            Seconds for this call, other than those of the client.

        Raises
        ------
        BerichtwachtError
            If there is no answer to trust: treat the draft as unchecked.
        """
        asked = draft_of(draft, context=context, language=language, redact=redact)
        assessment = await self._ask(calls.assessment(asked), deadline)
        self._see(assessment.policy_version)
        return assessment

    async def check(
        self,
        draft: str | Draft,
        *,
        context: Context | None = None,
        language: Language | None = None,
        redact: bool | None = None,
        deadline: float | None = None,
    ) -> Assessment | Unchecked:
        """Do as :meth:`assess`, and when there is no assessment, look for numbers here and say so.

        It raises no :class:`BerichtwachtError`; the parameters are those of :meth:`assess`.
        """
        asked = draft_of(draft, context=context, language=language, redact=redact)
        if len(asked.text) > MAX_DRAFT_CHARACTERS:  # reading it may take a while
            return await in_thread(partial(unchecked, asked.text, FailureKind.TOO_LONG))
        try:
            return await self.assess(asked, deadline=deadline)
        except BerichtwachtError as error:
            problem = error
        return unchecked(asked.text, problem.kind, problem.with_traceback(None))  # its frames hold the draft

    async def assess_many(
        self, drafts: Iterable[str | Draft], *, deadline: float | None = None
    ) -> AsyncIterator[Assessment | Problem]:
        """Yield the answers to many drafts in their order, each an assessment or what is wrong with that draft.

        Drafts are read and asked about by the hundred, while one iterates.

        Parameters
        ----------
        drafts
            Texts or drafts.
        deadline
            Seconds for each hundred; by default :data:`BATCH_DEADLINE`, or those of the client when they are more.

        Raises
        ------
        BerichtwachtError
            If there is no answer to a hundred of them; what came before has been yielded.
        TypeError
            If ``drafts`` is one text or draft.
        """
        for batch in calls.batches(drafts):
            for result in await self._results(batch, deadline):
                yield result

    async def feedback(self, feedback: Feedback, *, deadline: float | None = None) -> FeedbackReceived:
        """Say what the writer did with an assessment; needs a credential with the scope ``feedback``.

        Raises
        ------
        BerichtwachtError
            If there is no answer to trust. It may be sent again: feedback on the same assessment counts once.
        """
        return await self._ask(calls.feedback(feedback), deadline)

    async def policy(self, *, deadline: float | None = None) -> Policy:
        """Return the guideline in force. It is kept in memory until an assessment names another version.

        Raises
        ------
        BerichtwachtError
            If there is no answer to trust.
        """
        if self._policy is None:
            self._policy = await self._ask(calls.POLICY, deadline)
        return self._policy

    async def _results(self, batch: calls.Batch, deadline: float | None) -> calls.Results:
        if not isinstance(batch, calls.Call):
            return batch
        results = await self._ask(batch, max(self._deadline, BATCH_DEADLINE) if deadline is None else deadline)
        for result in results:
            if isinstance(result, Assessment):
                self._see(result.policy_version)
        return results

    def _see(self, policy_version: str) -> None:
        if self._policy is not None and self._policy.version != policy_version:
            self._policy = None

    async def _ask(self, call: calls.Call[T], deadline: float | None) -> T:
        """Ask, and again while that makes sense; when the deadline has passed nothing goes on."""
        seconds = self._deadline if deadline is None else _seconds(deadline)
        try:
            async with asyncio.timeout(seconds) as bound:
                return await self._insist(call, bound)
        except TimeoutError:
            pass
        raise Late(f"there was no answer within {seconds:g} s")

    async def _insist(self, call: calls.Call[T], bound: asyncio.Timeout) -> T:
        def remaining() -> float:
            return (bound.when() or math.inf) - asyncio.get_running_loop().time()

        tries = 0
        while True:
            if self._is_closed:
                raise RuntimeError("the client is closed")
            tries += 1
            try:
                return calls.answer(call, *await self._exchange.send(call, remaining()))
            except BerichtwachtError as error:
                pause = self._patience.pause(error, tries=tries, remaining=remaining())
                if pause is None:
                    raise
            await asyncio.sleep(pause)


def _seconds(deadline: float) -> float:
    if not 0 < deadline < math.inf:
        raise ValueError("deadline: must be a number of seconds above 0")
    return deadline
