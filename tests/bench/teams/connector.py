"""Teams as far as it takes the app's answers: a server that costs little, as it shares a core with what is measured."""

import asyncio
import json
from urllib.parse import unquote

from tests.bench.connections import HOST, content_length

_MEMBERS = [
    {"id": f"29:member{number}", "name": f"Collega {number}", "aadObjectId": f"00000000-0000-0000-0000-{number:012}"}
    for number in range(8)
]


class Connector:
    """Says who is in a conversation, and tells whoever waits for it that a card came.

    Parameters
    ----------
    roster_seconds
        How long it takes to say who is in a conversation.
    """

    def __init__(self, roster_seconds=0.0):
        self.roster_seconds = roster_seconds
        self._awaited = {}
        self._server = None
        self._writers = set()

    async def open(self, port):
        """Listen on ``port``."""
        self._server = await asyncio.start_server(self._serve, HOST, port)

    async def close(self):
        """Listen no longer, and close what is open."""
        self._server.close()
        for writer in self._writers:
            writer.close()

    def expect(self, conversation):
        """Return a future whose result is what the app sends to ``conversation``."""
        return self._awaited.setdefault(conversation, asyncio.get_running_loop().create_future())

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(content_length(head, otherwise=0))
                method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
                status, answer = await self._answer(method, unquote(target.partition("?")[0]), body)
                content = json.dumps(answer).encode()
                start = (
                    f"HTTP/1.1 {status} .\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
                )
                writer.write(start.encode() + content)
        except (OSError, EOFError):
            pass  # the app closed it
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, method, path, body):
        if path.lower().endswith("/pagedmembers"):
            await asyncio.sleep(self.roster_seconds)
            return 200, {"members": _MEMBERS}
        if method != "POST" or not path.endswith("/activities"):
            return 404, {}
        arrived = self.expect(path.split("/")[-2])
        if not arrived.done():
            arrived.set_result(body)
        return 201, {"id": "1"}
