"""The deadline is one of the clock on the wall, whatever the call waits for."""

import socket
import time
from contextlib import suppress

import pytest
from berichtwacht_client import Busy, Late
from berichtwacht_client.patience import FIRST_PAUSE, Patience

DEADLINE = 0.2
ALLOWED = 0.35
"""Seconds that a busy machine may add."""


def silent(connection, request):
    time.sleep(0.5)


def dribbles(start, piece):
    """Answer a byte at a time, for longer than anybody should wait."""

    def deed(connection, request):
        connection.sendall(start)
        for _ in range(25):
            connection.sendall(piece)
            time.sleep(0.03)

    return deed


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
DEEDS = {
    "says nothing": silent,
    "dribbles headers": dribbles(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "dribbles a header": dribbles(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "dribbles its answer": dribbles(HEAD + b"Content-Length: 1000\r\n\r\n", b" "),
    "dribbles chunks": dribbles(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "dribbles interim answers": dribbles(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "dribbles a problem": dribbles(b"HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\n", b" "),
}


def late(ask, url, *arguments, **options):
    """Ask, and return after how many seconds it was late."""
    started = time.monotonic()
    with pytest.raises(Late, match=r"within 0\.2 s"):
        ask(url, *(arguments or ("assess", "ok")), options={"deadline": DEADLINE} | options)
    return time.monotonic() - started


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_server_that_keeps_us_waiting(ask, hostile, deed):
    server = hostile(deed)
    assert DEADLINE <= late(ask, server.url) < DEADLINE + ALLOWED
    assert server.ended.acquire(timeout=3)


def test_we_hang_up_when_it_is_late(hostile, ask):
    hung_up = []

    def deed(connection, request):
        connection.settimeout(3)
        started = time.monotonic()
        with suppress(ConnectionResetError):
            connection.recv(1)
        hung_up.append(time.monotonic() - started)

    server = hostile(deed)
    late(ask, server.url)
    assert server.ended.acquire(timeout=3)
    assert hung_up[0] < DEADLINE + ALLOWED


def test_a_handshake_that_is_never_finished(ask, hostile):
    server = hostile(silent)
    assert late(ask, server.url.replace("http:", "https:")) < DEADLINE + ALLOWED


def test_a_queue_that_is_never_accepted_from(ask):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        first = socket.create_connection(listener.getsockname())
        assert late(ask, "http://{}:{}".format(*listener.getsockname())) < DEADLINE + ALLOWED
        first.close()


def test_a_name_that_is_never_found(ask, monkeypatch):
    def hangs(*arguments, **more):
        time.sleep(0.5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    with_name = "http://berichtwacht.invalid"
    if ask.kind == "sync":
        assert late(ask, with_name) < DEADLINE + ALLOWED
    else:  # asyncio.run waits for its threads, which are no part of the call
        late(ask, with_name)


def test_a_credential_that_does_not_come(ask, hostile):
    took = late(ask, hostile(silent).url, credential=lambda: time.sleep(0.5))
    assert took < DEADLINE + ALLOWED or ask.kind == "async"


def test_tries_end_with_the_deadline(ask, hostile, make):
    server = hostile(make.response(503, b""))
    started = time.monotonic()
    with pytest.raises((Busy, Late)):
        ask(server.url, "assess", "ok", options={"deadline": DEADLINE, "retries": 10_000})
    assert time.monotonic() - started < DEADLINE + ALLOWED


def test_a_call_may_have_its_own_deadline(ask, hostile):
    started = time.monotonic()
    with pytest.raises(Late, match=r"within 0\.1 s"):
        ask(hostile(silent).url, "assess", "ok", deadline=0.1)
    assert time.monotonic() - started < 0.1 + ALLOWED
    with pytest.raises(ValueError, match="deadline"):
        ask(hostile(silent).url, "policy", deadline=0)


def test_others_go_on_while_one_is_late(hostile, make):
    import asyncio

    from berichtwacht_client import AsyncClient

    def deed(connection, request):
        if b"langzaam" in request:
            time.sleep(1.5)
        else:
            connection.sendall(make.response(200, make.right()))

    async def main():
        async with AsyncClient(hostile(deed).url, deadline=0.9) as client:
            return await asyncio.gather(
                *(client.assess(text) for text in ["langzaam", "snel"] * 8), return_exceptions=True
            )

    found = asyncio.run(main())
    assert all(isinstance(one, Late) for one in found[::2])
    assert all(one.is_clear for one in found[1::2])


def test_pauses_double_and_are_spread():
    longest = [Patience(9, chance=lambda: 1.0).pause(Busy(""), tries=tries, remaining=99) for tries in range(1, 5)]
    assert longest == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE]
    assert Patience(9, chance=lambda: 0.0).pause(Busy(""), tries=4, remaining=99) == 0.0
    spread = {Patience(9).pause(Busy(""), tries=1, remaining=99) for _ in range(20)}
    assert len(spread) > 10
    assert Patience(9, chance=lambda: 1.0).pause(Busy(""), tries=4, remaining=1) is None
    assert Patience(2).pause(Busy(""), tries=3, remaining=99) is None
    assert Patience(2).pause(Busy("", retry_after=3), tries=1, remaining=99) == 3
