"""One request and its answer, over connections that belong to one process."""

from __future__ import annotations

import os
from typing import Any

import httpx

from berichtwacht_client.calls import Call
from berichtwacht_client.credentials import Secret
from berichtwacht_client.direct import BROKEN, Direct
from berichtwacht_client.errors import InvalidAnswer, Unreachable
from berichtwacht_client.version import __version__

__all__ = ["Exchange"]

MAX_PROBLEM_BYTES = 64 * 1024

CONNECTS_WITHIN = 0.8
"""Share of what is left of a deadline in which a connection must be made."""


class Exchange:
    """Sends requests to one service. For one event loop.

    The transport is used by itself: a :class:`httpx.AsyncClient` around it would log addresses and what the service
    says in its status line, keep cookies, and could carry a draft elsewhere.

    Parameters
    ----------
    url
        Address of the service, without a stroke at its end.
    secret
        The credential.
    transport
        What carries the requests; by default they go straight to ``url``.
    """

    def __init__(self, url: str, secret: Secret, transport: httpx.AsyncBaseTransport | None) -> None:
        self.url = url
        self._secret = secret
        self._given = transport
        self._transport = transport or Direct(url)
        self._process = os.getpid()

    async def close(self) -> None:
        """Close the connections, and wait for nothing any longer; after a fork they are those of the other process."""
        if self._process == os.getpid():
            self._secret.close()
            await self._transport.aclose()

    async def send(self, call: Call[Any], remaining: float) -> tuple[int, httpx.Headers, bytes]:
        """Send one request and return status, headers and body of its answer.

        A connection gets the most of the ``remaining`` seconds to be made, so that another try can follow.

        Raises
        ------
        RuntimeError
            If the transport was given, and to another process.
        Unreachable
            If there is no connection in time, or it broke.
        InvalidAnswer
            If the answer is too large.
        """
        self._stay_in_one_process()
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
            self.url + call.path,
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
        except (httpx.TransportError, OSError, *BROKEN) as error:  # it holds the request: it must not be our cause
            kind = type(error).__name__
        raise Unreachable(f"the service cannot be reached ({kind})")

    def _stay_in_one_process(self) -> None:
        """Begin anew after a fork: two processes that read from one connection get each other's answers."""
        if self._process == os.getpid():
            return
        if self._given is not None:
            raise RuntimeError("make a client after the fork: its transport belongs to the process that made it")
        self._secret, self._transport, self._process = self._secret.renewed(), Direct(self.url), os.getpid()


async def _body(response: httpx.Response, call: Call[Any]) -> bytes:
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
