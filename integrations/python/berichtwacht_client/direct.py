"""Carries requests straight to the service, past every proxy of the environment."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpcore
import httpx

from berichtwacht_client.names import Names

__all__ = ["BROKEN", "Direct"]

MAX_CONNECTIONS = 100
MAX_IDLE_CONNECTIONS = 20
IDLE_SECONDS = 5.0

BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)
"""What it raises when there is no connection, or a broken one."""


class Direct(httpx.AsyncBaseTransport):
    """A transport like that of httpx, but for its names: they are looked up in threads of our own.

    Parameters
    ----------
    url
        Where the requests go. Reading certificates takes time, and ``http:`` needs to trust none.
    """

    def __init__(self, url: str) -> None:
        trusted = httpx.create_ssl_context() if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._names = Names()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted,
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_IDLE_CONNECTIONS,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=self._names,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the answer as far as its headers.

        Raises
        ------
        httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException
            If there is no connection, or it broke.
        """
        response = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    async def aclose(self) -> None:
        """Close the connections."""
        self._names.close()
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
