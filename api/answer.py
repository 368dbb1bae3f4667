"""An answer on its way out: what the layers that count, log and trace have to know of it."""

from __future__ import annotations

from starlette.types import Message, Send

__all__ = ["Answer"]


class Answer:
    """Passes the answer to one request on, and remembers its status.

    Parameters
    ----------
    send
        Where it goes.

    Attributes
    ----------
    status
        The HTTP status; 0 until the answer begins, and for good when none does.
    """

    __slots__ = ("_send", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)
