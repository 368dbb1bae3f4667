"""Connections that would keep a worker waiting are closed; the others notice nothing."""

import socket
import time
from http.client import HTTPConnection

import httpx
import pytest
import uvicorn
from serving import serving

from api.app import create_app
from api.connections import LARGEST_HEAD, Impatient

PATIENCE = 0.5


def served(stand_in, settings, **changed):
    """Serve with changed settings."""
    app = create_app(settings.model_copy(update=changed), stand_in)
    return serving(uvicorn.Config(app, http=Impatient, log_config=None, access_log=False, ws="none"))


@pytest.fixture(scope="module")
def place(stand_in, settings):
    """Host and port of a server with little patience."""
    with served(stand_in, settings, body_seconds=PATIENCE) as place:
        yield place


def until_closed(connection, *, seconds=5.0):
    """Seconds until the other side hangs up, and what it said before."""
    connection.settimeout(seconds)
    started, said = time.monotonic(), b""
    try:
        while part := connection.recv(4096):
            said += part
    except ConnectionResetError:
        pass
    return time.monotonic() - started, said


def cut_off_while_sending(connection, line, *, times, pause=0.0):
    """Whether the other side hangs up before a line has been sent so many times."""
    try:
        for _ in range(times):
            connection.sendall(line)
            time.sleep(pause)
    except OSError:
        return True
    return False


def test_a_connection_that_says_nothing_is_closed(place):
    with socket.create_connection(place) as connection:
        seconds, said = until_closed(connection)
    assert PATIENCE * 0.8 <= seconds <= PATIENCE + 2
    assert said == b""


def test_headers_that_trickle_in_are_cut_off(place):
    with socket.create_connection(place) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n")
        started = time.monotonic()
        assert cut_off_while_sending(connection, f"X: {'a' * 9}\r\n".encode(), times=200, pause=0.05)
        assert time.monotonic() - started <= PATIENCE + 3


def test_headers_without_end_are_cut_off(place):
    with socket.create_connection(place) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n")
        assert cut_off_while_sending(connection, b"X-A: " + b"a" * (LARGEST_HEAD // 4) + b"\r\n", times=10_000)


def test_a_quick_client_is_answered_while_slow_ones_hang_on(place):
    slow = [socket.create_connection(place) for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(b"POST /v1/assessments HTTP/1.1\r\n")
        started = time.monotonic()
        answer = httpx.get("http://{}:{}/health/live".format(*place), headers={"Host": "localhost"})
        assert answer.status_code == 200
        assert time.monotonic() - started < PATIENCE + 10
    finally:
        for connection in slow:
            connection.close()


@pytest.mark.parametrize("more", [b"\r\n", b"\r\n\r\n", b"GET"])
def test_a_connection_that_says_nearly_nothing_after_an_answer_is_closed(place, more):
    with socket.create_connection(place) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.2)
        connection.sendall(more)
        seconds, said = until_closed(connection)
    assert said.startswith(b"HTTP/1.1 200")
    assert seconds <= PATIENCE + 2


def test_a_body_that_is_not_wanted_is_not_waited_for(place):
    with socket.create_connection(place) as connection:
        connection.sendall(b"POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
        seconds, said = until_closed(connection)
    assert said.startswith(b"HTTP/1.1 401")
    assert b"connection: close" in said.lower()
    assert seconds <= PATIENCE + 2


def test_a_connection_that_is_kept_may_rest_between_two_requests(place):
    connection = HTTPConnection(*place, timeout=5)
    for rest in (PATIENCE * 2, 0):
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert (answer.status, bool(answer.read())) == (200, True)
        time.sleep(rest)
    connection.close()


def test_one_connection_too_many_is_closed_and_the_others_are_not(stand_in, settings):
    with served(stand_in, settings, connections=8, body_seconds=60.0) as place:
        connections = [socket.create_connection(place) for _ in range(8)]
        try:
            with socket.create_connection(place) as extra:
                seconds, said = until_closed(extra, seconds=30)
            assert (seconds < 25, said) == (True, b"")
            for connection in connections:
                connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert until_closed(connection, seconds=30)[1].startswith(b"HTTP/1.1 200")
        finally:
            for connection in connections:
                connection.close()
