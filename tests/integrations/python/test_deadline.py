"""The deadline is one of the clock on the wall, whatever the call waits for."""

import asyncio
import gc
import queue
import socket
import threading
import time
from contextlib import suppress

import pytest
from berichtwacht_client import AsyncClient, Busy, Late, Unreachable
from berichtwacht_client.patience import FIRST_PAUSE, Patience

DEADLINE = 0.2
ALLOWED = 1.5
"""Seconds that a busy machine may add."""

MUCH_LATER = 5.0
"""Seconds that a server goes on when nobody hangs up: long enough to see that somebody waited for it."""


def silent(connection, request):
    """Say nothing until the other side hangs up."""
    connection.settimeout(MUCH_LATER)
    connection.recv(1)


def dribbles(start, piece):
    """Answer a byte at a time, for longer than anybody should wait."""

    def deed(connection, request):
        connection.sendall(start)
        for _ in range(int(MUCH_LATER / 0.03)):
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


def late(ask, url, *, error=Late, says=r"within 0\.2 s", **options):
    """Ask, and return after how many seconds it was late; a loop and a client that wait for their end count along."""
    started = time.monotonic()
    with pytest.raises(error, match=says):
        ask(url, "assess", "ok", options={"deadline": DEADLINE} | options)
    return time.monotonic() - started


def accept_all(listener, accepted):
    """Accept, and keep what is accepted open without a word."""
    with suppress(OSError):
        while True:
            accepted.put(listener.accept()[0])


def never_connected(ask, url):
    """Ask for what no connection is made to, and return after how many seconds that was said.

    On a busy machine the deadline may pass before the limit of the connection, which is a little shorter, is seen.
    """
    return late(ask, url, error=(Unreachable, Late), says=r"ConnectTimeout|within 0\.2 s", retries=0)


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_server_that_keeps_us_waiting(ask, hostile, deed):
    server = hostile(deed)
    assert DEADLINE <= late(ask, server.url) < DEADLINE + ALLOWED
    assert server.ended.acquire(timeout=2 * MUCH_LATER)


def test_we_hang_up_when_it_is_late(hostile, ask):
    hung_up = []

    def deed(connection, request):
        started = time.monotonic()
        with suppress(OSError):
            silent(connection, request)
        hung_up.append(time.monotonic() - started)

    server = hostile(deed)
    late(ask, server.url)
    assert server.ended.acquire(timeout=2 * MUCH_LATER)
    assert hung_up[0] < DEADLINE + ALLOWED


def test_a_handshake_that_is_never_finished(ask, hostile):
    server = hostile(silent)
    assert never_connected(ask, server.url.replace("http:", "https:")) < DEADLINE + ALLOWED


def test_a_handshake_that_the_deadline_ends_leaves_nothing_open(ask, hostile, monkeypatch):
    monkeypatch.setattr("berichtwacht_client.exchange.CONNECTS_WITHIN", 10)
    server = hostile(silent)
    late(ask, server.url.replace("http:", "https:"))
    gc.collect()  # what was left open would warn, and every warning is an error


def test_a_queue_that_is_never_accepted_from(ask):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        first = socket.create_connection(listener.getsockname())
        assert never_connected(ask, "http://{}:{}".format(*listener.getsockname())) < DEADLINE + ALLOWED
        first.close()


def test_a_connection_that_is_not_made_in_time_is_tried_again(ask, monkeypatch):
    monkeypatch.setattr("berichtwacht_client.exchange.CONNECTS_WITHIN", 0.05)
    tried = queue.Queue()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = "https://{}:{}".format(*listener.getsockname())
        threading.Thread(target=accept_all, args=(listener, tried), daemon=True).start()
        late(ask, url, error=Unreachable, says="ConnectTimeout", deadline=4, retries=2)
        for _ in range(3):
            tried.get(timeout=5).close()
    assert tried.empty()


def test_a_name_that_is_never_found(ask, hangs, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    assert never_connected(ask, "https://berichtwacht.invalid") < DEADLINE + ALLOWED


def test_a_credential_that_does_not_come(ask, hangs):
    assert late(ask, "http://127.0.0.1:1", credential=hangs) < DEADLINE + ALLOWED


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
    def deed(connection, request):
        if b"langzaam" in request:
            silent(connection, request)
        else:
            connection.sendall(make.response(200, make.right()))

    async def main():
        async with AsyncClient(hostile(deed).url) as client:
            asked = (client.assess(text, deadline=seconds) for text, seconds in [("langzaam", 0.9), ("snel", 9)] * 8)
            return await asyncio.gather(*asked, return_exceptions=True)

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
