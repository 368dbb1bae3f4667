"""HTTP connections that are kept open: as little client as will do, since its own time counts."""

import asyncio
import json
from contextlib import asynccontextmanager

HOST = "127.0.0.1"
_OK = b"HTTP/1.1 200 "
_REFUSED = b'"status": 503'  # a draft of a batch that was not assessed


def post(path, data, *, port, key=None, token=None):
    """Return the bytes of a POST of ``data`` as JSON, with a key of ours or a bearer token."""
    body = json.dumps(data).encode()
    head = [f"POST {path} HTTP/1.1", f"Host: {HOST}:{port}", "Content-Type: application/json"]
    head += [f"X-API-Key: {key}"] if key else []
    head += [f"Authorization: Bearer {token}"] if token else []
    return "\r\n".join([*head, f"Content-Length: {len(body)}", "", ""]).encode() + body


class Connection:
    """One connection, opened when it is first used and again after it was closed."""

    def __init__(self, port):
        self.port = port
        self._streams = None

    async def ask(self, request):
        """Send ``request`` and return whether the answer, read whole, is 200, for every draft of a batch."""
        body = await self.body_of(request)
        return body is not None and _REFUSED not in body

    async def body_of(self, request):
        """Send ``request`` and return the body of its answer; ``None`` when that is not 200, or does not come."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(HOST, self.port)
            reader, writer = self._streams
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(content_length(head))
        except (OSError, EOFError, ValueError):
            self.close()
            return None
        except asyncio.CancelledError:
            self.close()
            raise
        return body if head.startswith(_OK) else None

    def close(self):
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


class Pool:
    """Connections that take requests in turns; a request waits until one is free, as before a proxy."""

    def __init__(self, port, size):
        self._free = asyncio.Queue()
        self._all = [Connection(port) for _ in range(size)]
        for connection in self._all:
            self._free.put_nowait(connection)

    async def ask(self, request):
        """Send ``request`` over the connection that has been free longest."""
        async with self._one() as connection:
            return await connection.ask(request)

    async def body_of(self, request):
        """Do as :meth:`ask`, and return the body of the answer."""
        async with self._one() as connection:
            return await connection.body_of(request)

    @asynccontextmanager
    async def _one(self):
        connection = await self._free.get()
        try:
            yield connection
        finally:
            self._free.put_nowait(connection)

    def close(self):
        """Close all."""
        for connection in self._all:
            connection.close()


def content_length(head, *, otherwise=None):
    """Return the bytes of the body after a ``head``; ``otherwise`` when it does not say.

    Raises
    ------
    ValueError
        If it does not say, and there is no ``otherwise``.
    """
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    if otherwise is None:
        raise ValueError("an answer without its length")
    return otherwise
