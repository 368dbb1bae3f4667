"""What hangs keeps nobody else waiting: no other call, no other part of the program, and not its end."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from berichtwacht_client import AsyncClient, Client, FailureKind, Unchecked

NUMBER = "bsn 123456782"
NAMED = "https://berichtwacht.invalid"
DEADLINE = 0.3
ALLOWED = 1.5
"""Seconds that a busy machine may add."""

MANY = 40
"""More than the default executor of an event loop has threads."""


def checks(kind, url, **options):
    """Check many drafts at once with one client, and return for each what was said and how long it took."""
    if kind == "sync":
        with Client(url, deadline=DEADLINE, **options) as client, ThreadPoolExecutor(MANY) as pool:

            def check(_):
                started = time.monotonic()
                return client.check(NUMBER), time.monotonic() - started

            return list(pool.map(check, range(MANY)))

    async def main():
        async with AsyncClient(url, deadline=DEADLINE, **options) as client:

            async def check():
                started = time.monotonic()
                return await client.check(NUMBER), time.monotonic() - started

            return await asyncio.gather(*(check() for _ in range(MANY)))

    return asyncio.run(main())


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("what", ["name", "credential"])
def test_checks_are_in_time_when_something_hangs(monkeypatch, hangs, kind, what):
    if what == "name":
        monkeypatch.setattr(socket, "getaddrinfo", hangs)
        found = checks(kind, NAMED, retries=0)
    else:
        found = checks(kind, "http://127.0.0.1:1", credential=hangs)
    for result, took in found:
        assert isinstance(result, Unchecked)
        assert result.reason in {FailureKind.UNREACHABLE, FailureKind.LATE}
        assert len(result.numbers) == 1
        assert took < DEADLINE + ALLOWED
    assert hangs.calls == 1  # one thread is enough for all who wait


def test_the_threads_of_the_program_stay_free(hangs):
    async def main():
        clients = [AsyncClient("http://127.0.0.1:1", credential=hangs, deadline=DEADLINE) for _ in range(MANY)]
        await asyncio.gather(*(client.check(NUMBER) for client in clients))
        assert hangs.calls == MANY
        result = await asyncio.wait_for(asyncio.to_thread(int, "5"), ALLOWED)
        for client in clients:
            await client.close()
        return result

    assert asyncio.run(main()) == 5


def test_a_text_that_is_too_long_keeps_no_loop_waiting():
    async def main():
        async with AsyncClient("http://127.0.0.1:1") as client:
            checking = asyncio.create_task(client.check("a 1" * 300_000))
            turns = 0
            while not checking.done():
                await asyncio.sleep(0.01)
                turns += 1
            return turns, (await checking).reason

    turns, reason = asyncio.run(main())
    assert turns > 3
    assert reason is FailureKind.TOO_LONG


ENDS = """
import asyncio, socket, sys, time
from berichtwacht_client import AsyncClient, Client

def hang(*arguments, **more):
    time.sleep(60)

socket.getaddrinfo = hang
for options in ({}, {"credential": hang}):
    if sys.argv[1] == "sync":
        with Client("https://berichtwacht.invalid", deadline=0.2, **options) as client:
            client.check("ok")
    else:
        async def main():
            async with AsyncClient("https://berichtwacht.invalid", deadline=0.2, **options) as client:
                await client.check("ok")
        asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_program_ends_at_once(kind):
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "integrations" / "python")}
    done = subprocess.run(
        [sys.executable, "-c", ENDS, kind], env=path, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_calls_share_a_credential_that_is_being_fetched(hostile, make):
    fetched = []

    def fetch():
        time.sleep(0.2)
        fetched.append(1)
        return f"key-{len(fetched)}"

    server = hostile(make.response(200, make.right()))

    async def main():
        async with AsyncClient(server.url, credential=fetch) as client:
            await asyncio.gather(*(client.assess("ok") for _ in range(20)))
            await client.assess("ok")

    asyncio.run(main())
    assert len(fetched) == 2
    shown = [b"key-2" in request for request in server.requests]
    assert shown == [False] * 20 + [True]


def test_a_function_may_return_what_must_be_awaited(hostile, make):
    async def fetch():
        await asyncio.sleep(0.05)
        return "key"

    server = hostile(make.response(200, make.right()))

    async def main():
        async with AsyncClient(server.url, credential=lambda: fetch()) as client:
            await asyncio.gather(*(client.assess("ok") for _ in range(5)))

    asyncio.run(main())
    assert len(server.requests) == 5


def test_a_fetch_that_never_ends_is_given_up(hostile, make, monkeypatch, hangs):
    monkeypatch.setattr("berichtwacht_client.threads.GIVEN_UP_AFTER", 0.2)
    server = hostile(make.response(200, make.right()))

    def fetch():
        return hangs() if hangs.calls == 0 else "key"

    with Client(server.url, credential=fetch, deadline=4) as client:
        assert client.assess("ok").is_clear
    assert hangs.calls == 1


def test_a_failure_that_nobody_waits_for_is_not_written_down(caplog):
    async def fails():
        await asyncio.sleep(0.1)
        raise OSError("geheim")

    async def main():
        async with AsyncClient("http://127.0.0.1:1", credential=fails, deadline=0.05) as client:
            assert (await client.check("ok")).reason is FailureKind.LATE
            await asyncio.sleep(0.2)

    asyncio.run(main())
    assert caplog.text == ""


def test_closing_ends_a_call_that_waits_for_its_credential(hangs):
    async def main():
        client = AsyncClient("http://127.0.0.1:1", credential=hangs, deadline=30)
        asking = asyncio.create_task(client.assess("ok"))
        while not hangs.calls:
            await asyncio.sleep(0.01)
        await client.close()
        with pytest.raises(RuntimeError, match="closed"):
            await asyncio.wait_for(asking, ALLOWED)

    asyncio.run(main())


def test_no_more_threads_is_a_failure_like_any_other(ask, monkeypatch):
    start = threading.Thread.start

    def refuse(thread):
        if "waits" in thread.name:
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    for url, options in ((NAMED, {}), ("http://127.0.0.1:1", {"credential": lambda: "key"})):
        assert ask(url, "check", NUMBER, options=options).reason is FailureKind.UNREACHABLE
