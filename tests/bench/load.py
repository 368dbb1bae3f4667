"""The load generator, a process of its own: a job of JSON comes in, what it measured goes out.

It waits with ``select``, whose timeouts are precise to microseconds; ``epoll`` rounds them up to whole milliseconds.
"""

import asyncio
import json
import selectors
import sys

from tests.bench.connections import Pool, post
from tests.bench.open_loop import send_evenly, send_in_turn

PER_WORKER = 8
"""Connections for each worker."""


def precise_loop():
    """Return an event loop that wakes up in time."""
    return asyncio.SelectorEventLoop(selectors.SelectSelector())


async def carry_out(job):
    """Send what ``job`` says and return what it measured."""
    requests = [post(job["path"], data, port=job["port"], key=job["key"]) for data in job["bodies"]]
    pool = Pool(job["port"], job["connections"])

    async def send(number):
        return await pool.ask(requests[number])

    try:
        if job["rate"] is None:
            run = await send_in_turn(send, count=len(requests))
        else:
            run = await send_evenly(send, count=len(requests), rate=job["rate"], bound=job["bound"])
    finally:
        pool.close()
    return vars(run)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=precise_loop) as runner:
        json.dump(runner.run(carry_out(json.load(sys.stdin))), sys.stdout)
