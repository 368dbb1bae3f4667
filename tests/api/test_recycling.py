"""A worker that grew asks itself to end, once it has grown beyond what it needs."""

import asyncio
import os
import signal

import pytest

from api import recycling
from api.recycling import MARGIN, Recycling, resident_megabytes


@pytest.mark.parametrize(
    ("limit", "sizes", "ends"),
    [
        (500, [400.0, 450.0, 501.0], True),
        (500, [400.0, 450.0, 499.0, 499.0, 499.0], False),
        (100, [400.0, 400.0, 449.0, 449.0], False),  # a limit below what a new worker needs
        (100, [400.0, 400.0 + MARGIN + 1], True),
    ],
)
def test_ends_when_it_has_grown(monkeypatch, limit, sizes, ends):
    left, killed = list(sizes), []
    monkeypatch.setattr(recycling, "CHECKED_EVERY", 0.001)
    monkeypatch.setattr(recycling, "resident_megabytes", lambda: left.pop(0) if len(left) > 1 else left[0])
    monkeypatch.setattr(os, "kill", lambda *given: killed.append(given))

    async def run():
        part = Recycling(limit)
        await part.start()
        await asyncio.sleep(0.1)
        await part.stop()

    asyncio.run(run())
    assert killed == ([(os.getpid(), signal.SIGTERM)] if ends else [])


def test_the_memory_is_that_of_this_process():
    assert 20 < resident_megabytes() < 20_000
