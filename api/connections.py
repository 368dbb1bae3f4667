"""Connections that are slow on purpose, or send headers without end, are closed (slow loris)."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["HEAD_SECONDS", "LARGEST_HEAD", "MOST_CONNECTIONS", "Impatient", "patience"]

HEAD_SECONDS = 10.0
"""Seconds in which a request's line and headers must come."""

LARGEST_HEAD = 64 * 1024
"""Most bytes of a request's line and headers."""

MOST_CONNECTIONS = 500
"""Connections that a worker keeps open at once; an operating system often allows a process 1,024 files."""

_SECONDS, _MOST = "berichtwacht.head_seconds", "berichtwacht.most_connections"


def patience(*, seconds: float, connections: int) -> dict[str, Any]:
    """Return the state that an application hands to its server when it starts (the lifespan's state of ASGI).

    Parameters
    ----------
    seconds
        Seconds in which a request's line and headers must come.
    connections
        Most connections of a worker.
    """
    return {_SECONDS: seconds, _MOST: connections}


class Impatient(HttpToolsProtocol):
    """Closes a connection whose request line and headers do not come in time or are too large, or that is one too many.

    How long it waits and how many there may be is told by the application when it starts (:func:`patience`).
    How long a body may take is the business of :class:`api.limits.BodyLimit`, which can still answer.
    """

    _timer: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, unless there are too many connections."""
        super().connection_made(transport)
        if len(self.connections) > self.app_state.get(_MOST, MOST_CONNECTIONS):
            transport.close()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the headers have become too large."""
        if self._timer is not None:
            self._head += len(data)
        super().data_received(data)
        if self._timer is not None and self._head > LARGEST_HEAD:
            self._give_up()
        elif self._is_idle():  # an empty line, or more of a body whose request was answered long ago
            self._wait()

    def on_message_begin(self) -> None:
        """Wait for the rest of the headers."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Wait no longer: the headers are there."""
        self._stop_waiting()
        super().on_headers_complete()

    def _is_idle(self) -> bool:
        """Return whether nothing is being answered, so that uvicorn's own patience does not count either."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)

    def _wait(self) -> None:
        if self._timer is None:
            seconds = self.app_state.get(_SECONDS, HEAD_SECONDS)
            self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._head = None, 0

    def _give_up(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.close()
