"""A peer works where ours does."""

import asyncio
import threading

import httpx
import pytest

from api.assessments import assessor
from tests.bench import peer


@pytest.fixture
def threads(monkeypatch):
    """The threads that an engine was called in, which only notes them."""
    found = []
    monkeypatch.setitem(peer.ENGINES, "deduce", lambda: lambda text: found.append(threading.current_thread()))
    monkeypatch.setenv(peer.CHOSEN, "deduce")
    monkeypatch.setattr(peer, "_say_when_started", lambda: None)
    return found


async def ask(path, body):
    transport = httpx.ASGITransport(app=peer.application())
    async with httpx.AsyncClient(transport=transport, base_url="http://peer") as client:
        return (await client.post(path, json=body)).status_code


def test_what_counts_as_short_is_the_same_as_in_ours():
    assert peer.SHORT == assessor.SHORT


@pytest.mark.parametrize(("length", "in_loop"), [(peer.SHORT, True), (peer.SHORT + 1, False)])
def test_short_texts_stay_in_the_event_loop_and_others_go_to_a_thread(threads, length, in_loop):
    draft = {"text": "a" * length}
    assert asyncio.run(ask("/v1/assessments", draft)) == 200
    assert asyncio.run(ask("/v1/assessment-batches", {"drafts": [draft]})) == 200
    assert [thread is threading.main_thread() for thread in threads] == [in_loop] * 2
