"""Connections to a name, which is looked up in a thread of our own."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial
from ipaddress import ip_address
from itertools import zip_longest
from typing import Any

import httpcore

from berichtwacht_client.threads import Shared, in_thread

__all__ = ["HEAD_START", "Names"]

HEAD_START = 0.25
"""Seconds that an address of a name has before the next is tried beside it (RFC 8305)."""

_Stream = httpcore.AsyncNetworkStream


class Names(httpcore.AsyncNetworkBackend):
    """Makes the connections of a pool. For one event loop."""

    def __init__(self) -> None:
        self._network = httpcore.AnyIOBackend()
        self._searches: dict[tuple[str, int], Shared[list[str]]] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to whichever address of ``host`` answers first, within ``timeout`` seconds.

        Raises
        ------
        httpcore.ConnectError, httpcore.ConnectTimeout
            If there is no such name, or no address of it answers.
        """
        connect = partial(
            self._network.connect_tcp, port=port, local_address=local_address, socket_options=socket_options
        )
        try:
            async with asyncio.timeout(timeout):
                return _Whole(await _race([partial(connect, host=one) for one in await self._addresses(host, port)]))
        except TimeoutError:
            problem: Exception = httpcore.ConnectTimeout()
        except (OSError, UnicodeError):  # a label of a name may be too long to be encoded
            problem = httpcore.ConnectError()
        raise problem

    def close(self) -> None:
        """Wait for no look-up any longer."""
        for search in self._searches.values():
            search.close()

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            search = self._searches.setdefault((host, port), Shared(partial(in_thread, partial(_look_up, host, port))))
        return await search.result()


class _Whole(_Stream):
    """A connection that is closed when it is given up before it is encrypted, which httpcore leaves to chance."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()
            raise

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of ``host`` as the resolver orders them, but one of the other family as the second."""
    found = [
        (family, str(place[0])) for family, _, _, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    preferred = [address for family, address in found if family == found[0][0]]
    others = [address for family, address in found if family != found[0][0]]
    return [address for pair in zip_longest(preferred, others) for address in pair if address]


async def _race(connects: Sequence[Callable[[], Coroutine[Any, Any, _Stream]]]) -> _Stream:
    """Return the first connection that is made; each has a head start on the next, and the others are closed."""
    waiting, tasks = deque(connects), list[asyncio.Task[_Stream]]()
    pending: set[asyncio.Task[_Stream]] = set()
    winner: _Stream | None = None
    try:
        while winner is None and (waiting or pending):
            if waiting:
                tasks.append(asyncio.create_task(waiting.popleft()()))
                pending.add(tasks[-1])
            done, pending = await asyncio.wait(
                pending, timeout=HEAD_START if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            winner = next((task.result() for task in done if task.exception() is None), None)
    finally:
        for task in tasks:
            task.cancel()
        for made in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(made, httpcore.AsyncNetworkStream) and made is not winner:
                await made.aclose()
    if winner is None:
        raise ConnectionError
    return winner
