"""Work beside the requests begins at the start, ends at the stop, and tells of its own failure."""

import asyncio

from api.background import Background


def test_it_runs_from_the_start_to_the_stop():
    told = []

    async def work():
        told.append("begun")
        try:
            await asyncio.sleep(2)
            told.append("went on")
        finally:
            await asyncio.sleep(0)  # what it still has to do takes a moment
            told.append("ended")

    async def run():
        background = Background(work)
        assert told == []
        background.start()
        assert told == []  # who starts it waits for nothing
        await asyncio.sleep(0.01)
        assert told == ["begun"]
        await background.stop()
        assert told == ["begun", "ended"]

    asyncio.run(run())


def test_what_never_began_or_is_done_can_be_stopped():
    done = []

    async def work():
        done.append(True)

    async def run():
        await Background(work).stop()
        assert done == []
        background = Background(work)
        background.start()
        await asyncio.sleep(0.01)
        for _ in range(2):
            await background.stop()
        assert done == [True]

    asyncio.run(run())


def test_it_runs_once_however_often_it_is_started():
    running, most = 0, 0

    async def work():
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            await asyncio.sleep(2)
        finally:
            running -= 1

    async def run():
        background = Background(work)
        for _ in range(2):  # it can be started anew when it was stopped
            background.start()
            background.start()
            await asyncio.sleep(0.01)
            background.start()
            await asyncio.sleep(0.01)
            assert (running, most) == (1, 1)
            await background.stop()
            assert running == 0

    asyncio.run(run())


def test_a_failure_is_logged_when_it_happens_and_not_raised(caplog):
    async def work():
        raise RuntimeError("mevr Yilmaz")

    async def run():
        background = Background(work)
        background.start()
        await asyncio.sleep(0.01)
        assert [record.getMessage() for record in caplog.records] == ["failure"]
        assert caplog.records[0].facts["error"] == "RuntimeError"
        await background.stop()

    asyncio.run(run())
    assert "Yilmaz" not in caplog.text
