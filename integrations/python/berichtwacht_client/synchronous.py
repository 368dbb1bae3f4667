"""The client for programs that are not asynchronous: the same client, on an event loop in a thread of its own.

Only an event loop can end a call in the middle of whatever it waits for: the limits of a blocking client count per
read from a socket, and not at all while a name is looked up. So the deadline holds here as well.
"""

from __future__ import annotations

import asyncio
import os
import threading
import weakref
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from berichtwacht_client.assessments import Assessment, FeedbackReceived, Policy, Problem
from berichtwacht_client.asynchronous import DEADLINE, RETRIES, AsyncClient
from berichtwacht_client.calls import batches
from berichtwacht_client.checks import Unchecked
from berichtwacht_client.drafts import Context, Draft, Feedback
from berichtwacht_client.vocabulary import Language

__all__ = ["Client"]

T = TypeVar("T")


class Client:
    """Asks the service whether drafts may be sent. Threads may share it.

    Parameters
    ----------
    url
        Address of the service, such as ``https://berichtwacht.example.nl``.
    credential
        Key or token, or a function that returns one each time that it is needed; it is called in a thread.
    deadline
        Seconds that one call may take, all tries included.
    retries
        How often to ask again when the service could not be reached or was busy.
    transport
        What carries the requests, as for :class:`AsyncClient`.
    allow_unencrypted
        Whether ``url`` may be an ``http:`` address of another machine, as for :class:`AsyncClient`.

    Raises
    ------
    ValueError
        If an option is not right; no error repeats the address or the credential.
    """

    def __init__(
        self,
        url: str,
        *,
        credential: str | Callable[[], str] | None = None,
        deadline: float = DEADLINE,
        retries: int = RETRIES,
        transport: httpx.AsyncBaseTransport | None = None,
        allow_unencrypted: bool = False,
    ) -> None:
        self._client = AsyncClient(
            url,
            credential=credential,
            deadline=deadline,
            retries=retries,
            transport=transport,
            allow_unencrypted=allow_unencrypted,
        )
        self._is_closed = False
        self._keep(_Background(self._client))

    def __repr__(self) -> str:
        return repr(self._client).removeprefix("Async")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and end the thread; nothing can be asked after it, in a later fork neither."""
        self._is_closed = True
        self._finalizer()

    def assess(
        self,
        draft: str | Draft,
        *,
        context: Context | None = None,
        language: Language | None = None,
        redact: bool | None = None,
        deadline: float | None = None,
    ) -> Assessment:
        """Say whether a draft may be sent; as :meth:`AsyncClient.assess`."""
        return self._run(
            lambda client: client.assess(draft, context=context, language=language, redact=redact, deadline=deadline)
        )

    def check(
        self,
        draft: str | Draft,
        *,
        context: Context | None = None,
        language: Language | None = None,
        redact: bool | None = None,
        deadline: float | None = None,
    ) -> Assessment | Unchecked:
        """Assess a draft, or look for numbers and say so; as :meth:`AsyncClient.check`."""
        return self._run(
            lambda client: client.check(draft, context=context, language=language, redact=redact, deadline=deadline)
        )

    def assess_many(
        self, drafts: Iterable[str | Draft], *, deadline: float | None = None
    ) -> Iterator[Assessment | Problem]:
        """Yield the answers to many drafts in their order; as :meth:`AsyncClient.assess_many`."""
        for batch in batches(drafts):
            yield from self._run(partial(AsyncClient._results, batch=batch, deadline=deadline))

    def feedback(self, feedback: Feedback, *, deadline: float | None = None) -> FeedbackReceived:
        """Say what the writer did with an assessment; as :meth:`AsyncClient.feedback`."""
        return self._run(lambda client: client.feedback(feedback, deadline=deadline))

    def policy(self, *, deadline: float | None = None) -> Policy:
        """Return the guideline in force; as :meth:`AsyncClient.policy`."""
        return self._run(lambda client: client.policy(deadline=deadline))

    def _run(self, ask: Callable[[AsyncClient], Coroutine[Any, Any, T]]) -> T:
        if self._is_closed:
            raise RuntimeError("the client is closed")
        if self._background.process != os.getpid():  # a fork takes no threads along
            self._keep(_Background(self._client))
        return self._background.run(ask)

    def _keep(self, background: _Background) -> None:
        self._background = background
        self._finalizer = weakref.finalize(self, background.stop)


class _Background:
    """An asynchronous client on a loop in a thread, which starts when it is first needed."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self.process = os.getpid()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._is_stopped = False

    def run(self, ask: Callable[[AsyncClient], Coroutine[Any, Any, T]]) -> T:
        """Run what ``ask`` makes, and wait for it."""
        with self._lock:
            if self._is_stopped:
                raise RuntimeError("the client is closed")
            future = asyncio.run_coroutine_threadsafe(ask(self.client), self._started())
        try:
            return future.result()
        except CancelledError:
            pass
        finally:
            future.cancel()  # whoever waited was interrupted
        raise RuntimeError("the client was closed while it was asked")

    def stop(self) -> None:
        """End what goes on, close the client, and end the thread."""
        if self.process != os.getpid():
            return
        with self._lock:
            self._is_stopped = True
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=_serve, args=(self._loop, self.client), name="berichtwacht-client", daemon=True
            )
            self._thread.start()
        return self._loop


def _serve(loop: asyncio.AbstractEventLoop, client: AsyncClient) -> None:
    try:
        loop.run_forever()
        loop.run_until_complete(_finish(client))
    finally:
        loop.close()


async def _finish(client: AsyncClient) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await client.close()
