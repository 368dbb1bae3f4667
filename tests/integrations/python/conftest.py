"""The real service on a socket, servers that mean no good, and both clients behind one function."""

import asyncio
import json
import socket
import threading
import time
from contextlib import suppress

import pytest
from berichtwacht_client import AsyncClient, Client

TEXT = "mevr Yilmaz krijgt bijstand"


class Asked:
    """Asks with a client that lives for one call, and gives back what its method gives or yields."""

    def __init__(self, kind):
        self.kind = kind

    def __call__(self, url, method="assess", *arguments, options=None, **more):
        if self.kind == "sync":
            with Client(url, **(options or {})) as client:
                result = getattr(client, method)(*arguments, **more)
                return list(result) if method == "assess_many" else result

        async def ask():
            async with AsyncClient(url, **(options or {})) as client:
                result = getattr(client, method)(*arguments, **more)
                return [one async for one in result] if method == "assess_many" else await result

        return asyncio.run(ask())


@pytest.fixture(params=["sync", "async"])
def ask(request):
    return Asked(request.param)


@pytest.fixture
def one_kind():
    """For what both clients share to the letter: how answers are read."""
    return Asked("async")


def response(status=200, body=b"", *, media="application/json", reason="Any", **headers):
    """An HTTP response as bytes."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    head = [f"HTTP/1.1 {status} {reason}", f"Content-Length: {len(body)}", f"Content-Type: {media}"]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def right(**changed):
    """The answer to a draft in which nothing was found, or something else."""
    nothing = {"level": "none", "score": 0.01}
    return {
        "id": "receipt",
        "verdict": "none",
        "categories": {"personal": nothing, "decision": nothing, "confidential": nothing},
        "findings": [],
        "topics": [],
        "warnings": [],
        "reminders": [],
        "degraded": [],
        "model_version": "1",
        "policy_version": "p",
    } | changed


class Hostile:
    """A server that does what it is told: for each request the next deed, the last one again and again.

    A deed is the bytes to answer with, or a function of the connection and the request.
    """

    def __init__(self, *deeds):
        self.deeds = deeds
        self.requests = []
        self.moments = []
        self.ended = threading.Semaphore(0)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = "http://{}:{}".format(*self.listener.getsockname())
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with suppress(OSError), connection:
            while request := self._request(connection):
                deed = self.deeds[min(len(self.requests), len(self.deeds) - 1)]
                self.requests.append(request)
                self.moments.append(time.monotonic())
                if isinstance(deed, bytes):
                    connection.sendall(deed)
                else:
                    deed(connection, request)
                    break
        self.ended.release()

    def close(self):
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # which ends waiting for the next
        self.listener.close()

    @staticmethod
    def _request(connection):
        said = b""
        while b"\r\n\r\n" not in said:
            part = connection.recv(65536)
            if not part:
                return b""
            said += part
        head, _, body = said.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


@pytest.fixture
def hostile():
    """Make servers that mean no good."""
    servers = []

    def make(*deeds):
        servers.append(Hostile(*deeds))
        return servers[-1]

    yield make
    for server in servers:
        server.close()


@pytest.fixture
def make():
    """Make responses: ``make.response(…)``, ``make.right(…)``."""

    class Make:
        pass

    Make.response, Make.right = staticmethod(response), staticmethod(right)
    return Make


@pytest.fixture
def hangs():
    """A function that returns nothing for ten seconds, or as long as the test takes; it counts its calls."""
    over = threading.Event()

    def hang(*arguments, **more):
        hang.calls += 1
        over.wait(10)
        raise OSError

    hang.calls = 0
    yield hang
    over.set()
