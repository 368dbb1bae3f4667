"""The client for asynchronous programs; it does all that touches the network."""

from __future__ import annotations

import asyncio
import math
import ssl
from collections.abc import AsyncIterator, Iterable
from types import TracebackType
from typing import Self, TypeVar

import httpx

from berichtwacht_client import calls
from berichtwacht_client.assessments import Assessment, FeedbackReceived, Policy, Problem
from berichtwacht_client.checks import Unchecked, unchecked
from berichtwacht_client.credentials import Credential, Secret
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS, Context, Draft, Feedback, draft_of
from berichtwacht_client.errors import BerichtwachtError, InvalidAnswer, Late, Unreachable
from berichtwacht_client.patience import Patience
from berichtwacht_client.version import __version__
from berichtwacht_client.vocabulary import FailureKind, Language

__all__ = ["BATCH_DEADLINE", "DEADLINE", "RETRIES", "AsyncClient"]

DEADLINE = 4.0
"""Seconds that one call may take by default, all tries included."""

BATCH_DEADLINE = 20.0
"""Seconds that a batch of up to a hundred drafts may take; the service spends at most 15 on it."""

RETRIES = 2
"""Tries after the first, by default."""

MAX_PROBLEM_BYTES = 64 * 1024

CONNECTS_WITHIN = 0.8
"""Share of what is left of a deadline in which a connection must be made."""

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
        own. It is closed with the client. By default requests go straight to ``url``, past every proxy of the
        environment.

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
    ) -> None:
        if retries < 0:
            raise ValueError("retries: must not be below 0")
        self._url = _address(url)
        self._deadline = _seconds(deadline)
        self._secret = Secret(credential)
        self._patience = Patience(retries)
        self._transport = transport or _transport(self._url)
        self._policy: Policy | None = None
        self._is_closed = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; nothing can be asked after it."""
        self._is_closed = True
        await self._transport.aclose()

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
        if len(asked.text) > MAX_DRAFT_CHARACTERS:
            return await asyncio.to_thread(unchecked, asked.text, FailureKind.TOO_LONG)
        try:
            return await self.assess(asked, deadline=deadline)
        except BerichtwachtError as error:
            problem = error
        return await asyncio.to_thread(unchecked, asked.text, problem.kind, problem)

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
        return await self._ask(batch, max(self._deadline, BATCH_DEADLINE) if deadline is None else deadline)

    def _see(self, policy_version: str) -> None:
        if self._policy is not None and self._policy.version != policy_version:
            self._policy = None

    async def _ask(self, call: calls.Call[T], deadline: float | None) -> T:
        """Ask, and again while that makes sense; when the deadline has passed nothing goes on."""
        if self._is_closed:
            raise RuntimeError("the client is closed")
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
            tries += 1
            try:
                return calls.answer(call, *await self._exchange(call, remaining()))
            except BerichtwachtError as error:
                pause = self._patience.pause(error, tries=tries, remaining=remaining())
                if pause is None:
                    raise
            await asyncio.sleep(pause)

    async def _exchange(self, call: calls.Call[T], remaining: float) -> tuple[int, httpx.Headers, bytes]:
        """Send one request and read its answer.

        A connection gets the most of the ``remaining`` seconds to be made. The transport hangs up when that passes; if
        the deadline of the whole call ended it, a half-made TLS connection would stay open.

        The transport is used by itself: a :class:`httpx.AsyncClient` around it would log addresses and what the
        service says in its status line, keep cookies, and could carry a draft elsewhere.
        """
        headers = {
            "Accept": "application/json, application/problem+json",
            "Accept-Encoding": "identity",
            "User-Agent": f"berichtwacht-client/{__version__}",
            **await self._secret.headers(),
        }
        if call.body:
            headers["Content-Type"] = "application/json"
        request = httpx.Request(
            call.method,
            self._url + call.path,
            headers=headers,
            content=call.body or None,
            extensions={"timeout": {"connect": remaining * CONNECTS_WITHIN}},
        )
        try:
            response = await self._transport.handle_async_request(request)
            try:
                return response.status_code, response.headers, await _body(response, call)
            finally:
                await response.aclose()
        except httpx.TimeoutException:
            raise TimeoutError from None
        except (httpx.TransportError, OSError) as error:  # it holds the request: it must not be the cause of ours
            kind = type(error).__name__
        raise Unreachable(f"the service cannot be reached ({kind})")


async def _body(response: httpx.Response, call: calls.Call[T]) -> bytes:
    """Read an answer, and not more of it than there may be."""
    is_success = response.status_code == call.success
    largest = call.largest if is_success else MAX_PROBLEM_BYTES
    if response.headers.get("content-encoding", "identity") != "identity":
        largest = 0
    body = bytearray()
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError("the transport is not asynchronous")
    async for part in response.stream:
        body += part
        if len(body) > largest:
            if is_success:
                raise InvalidAnswer(f"the answer is larger than {largest} bytes, or compressed")
            return b""
    return bytes(body)


def _address(url: str) -> str:
    try:
        parsed = httpx.URL(url)
        is_right = parsed.scheme in {"http", "https"} and parsed.host and not parsed.userinfo
        if is_right and not parsed.query and not parsed.fragment:
            return str(parsed).rstrip("/?#")
    except (httpx.InvalidURL, TypeError):  # it repeats what may be a password
        pass
    raise ValueError("url: must be an address of http: or https:, without user, password, query or fragment")


def _transport(url: str) -> httpx.AsyncHTTPTransport:
    """Return what carries requests to ``url``; reading certificates takes time, and ``http:`` needs to trust none."""
    verify = True if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.AsyncHTTPTransport(verify=verify)


def _seconds(deadline: float) -> float:
    if not 0 < deadline < math.inf:
        raise ValueError("deadline: must be a number of seconds above 0")
    return deadline
