"""A name may have several addresses; the first that answers is used, and one that is silent costs little time."""

import socket
import threading
import time

import pytest
from berichtwacht_client import Unreachable

NAME = "berichtwacht.invalid"
NAMED = {"allow_unencrypted": True}


@pytest.fixture
def found(monkeypatch):
    """Let the name have these addresses."""

    def let(*addresses):
        asked = []

        def look_up(host, port, *arguments, **more):
            asked.append(host)
            assert host == NAME
            families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
            return [
                (family, socket.SOCK_STREAM, 6, "", (address, port))
                for family, address in zip(families, addresses, strict=True)
            ]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return asked

    return let


@pytest.fixture
def server(hostile, make):
    return hostile(make.response(200, make.right()))


def named(server):
    return server.url.replace("127.0.0.1", NAME)


def test_a_name_is_looked_up_and_shown(ask, server, found):
    asked = found("127.0.0.1")
    assert ask(named(server), "assess", "ok", options=NAMED).is_clear
    assert asked == [NAME]
    assert f"host: {NAME}:".encode() in server.requests[0].lower()


def test_an_address_that_refuses_is_passed_over(ask, server, found):
    found("::1", "127.0.0.3", "127.0.0.1")
    started = time.monotonic()
    assert ask(named(server), "assess", "ok", options=NAMED).is_clear
    assert time.monotonic() - started < 2


def test_an_address_that_is_silent_is_passed_over(ask, server, found):
    port = int(server.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.2", port), backlog=0) as silent:
        first = socket.create_connection(silent.getsockname())
        found("127.0.0.2", "127.0.0.1")
        started = time.monotonic()
        assert ask(named(server), "assess", "ok", options=NAMED | {"deadline": 9}).is_clear
        assert 0.25 <= time.monotonic() - started < 3
        first.close()


def test_the_slower_connection_is_closed(ask, server, found, monkeypatch):
    """Both addresses answer before we look; one connection is used and the other hung up."""
    monkeypatch.setattr("berichtwacht_client.names.HEAD_START", 0.0)
    port, ended = int(server.url.rpartition(":")[2]), []
    with socket.create_server(("127.0.0.2", port)) as other:

        def accept():
            connection, _ = other.accept()
            with connection:
                connection.settimeout(5)
                ended.append(connection.recv(1) == b"")

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        found("127.0.0.1", "127.0.0.2")
        assert ask(named(server), "assess", "ok", options=NAMED).is_clear
        thread.join(timeout=0.5)
    assert ended in ([], [True])


def test_no_address_that_answers_is_unreachable(ask, server, found):
    server.close()
    for addresses in (["127.0.0.1", "::1"], ["127.0.0.1"], []):
        found(*addresses)
        with pytest.raises(Unreachable, match="ConnectError"):
            ask(named(server), "assess", "ok", options=NAMED | {"retries": 0})


def test_a_name_that_cannot_be_looked_up_is_unreachable(ask, monkeypatch):
    for problem in (socket.gaierror, UnicodeError):

        def fails(*arguments, problem=problem, **more):
            raise problem

        monkeypatch.setattr(socket, "getaddrinfo", fails)
        with pytest.raises(Unreachable, match="ConnectError"):
            ask(f"http://{NAME}", "assess", "ok", options=NAMED | {"retries": 0})


def test_the_second_address_is_of_the_other_family(monkeypatch):
    from berichtwacht_client.names import _look_up

    four, six = socket.AF_INET, socket.AF_INET6
    places = [(six, "a"), (six, "b"), (four, "c"), (six, "d"), (four, "e"), (four, "f"), (four, "g")]
    found = [(family, 1, 6, "", (address, 80)) for family, address in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **more: found)
    assert _look_up("name", 80) == list("acbedfg")
