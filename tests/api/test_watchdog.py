"""A draft that is never done: the process says so, and ends where another can be started."""

import asyncio

import pytest

from api import watchdog
from api.app import create_app
from api.assessments import assessor as assessing
from api.settings import Settings

LONG = "hoi " * assessing.SHORT  # assessed beside the event loop


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(assessing, "STUCK", 0.3)
    monkeypatch.setattr(assessing, "_GIVEN_UP_AFTER", 0.2)
    monkeypatch.setattr(watchdog, "CHECKED_EVERY", 0.02)


def test_a_service_that_hangs_does_not_call_itself_alive(models, held, connect, hasty):
    settings = Settings(development=True, models=models, deadline_seconds=0.5)
    with connect(create_app(settings, held)) as client:
        assert client.get("/health/live").status_code == 200
        assert client.post("/v1/assessments", json={"text": LONG}).status_code == 503
        assert client.get("/health/live").status_code == 503
        held.go.set()
        assert client.post("/v1/assessments", json={"text": LONG}).status_code == 200
        assert client.get("/health/live").status_code == 200


class Stuck:
    is_stuck = False


def test_a_worker_ends_when_it_hangs_and_not_before(monkeypatch, hasty):
    ended = []

    def end(status):
        ended.append(status)
        raise asyncio.CancelledError

    monkeypatch.setattr(watchdog.os, "_exit", end)

    async def run():
        assessor = Stuck()
        part = watchdog.Watchdog(assessor)
        await part.start()
        await asyncio.sleep(0.1)
        assert ended == []
        assessor.is_stuck = True
        await asyncio.sleep(0.1)
        await part.stop()

    asyncio.run(run())
    assert ended == [70]


def test_ending_does_not_wait_for_a_draft_that_is_never_done(models, held, connect, hasty, monkeypatch):
    ended = []
    monkeypatch.setattr("api.app.end_now", lambda: ended.append(True))
    settings = Settings(development=True, models=models, deadline_seconds=0.1)
    with connect(create_app(settings, held)) as client:
        assert client.post("/v1/assessments", json={"text": LONG}).status_code == 503
    assert ended == [True]
