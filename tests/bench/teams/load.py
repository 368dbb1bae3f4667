"""The load generator of the Teams app, a process of its own: it sends activities, and is the connector.

A job of JSON comes in, what it measured goes out, as :mod:`tests.bench.load` does. Being both, it knows by one clock
when a card arrived.
"""

import asyncio
import json
import sys

from tests.bench.connections import Pool, post
from tests.bench.load import precise_loop
from tests.bench.open_loop import send_evenly
from tests.bench.teams.connector import Connector

PATH = "/api/messages"
CONNECTIONS = 64
"""Connections to the app: Teams waits for no other activity's answer."""

LAST_RESPONSES = 0.05
"""Seconds for the responses to what is measured by its card."""


async def carry_out(job):
    """Send what ``job`` says and return what it measured."""
    activities = job["activities"]
    requests = [post(PATH, activity["body"], port=job["port"], token=job["token"]) for activity in activities]
    connector = Connector(job["roster_seconds"])
    await connector.open(job["connector"])
    pool = Pool(job["port"], CONNECTIONS)

    async def send(number):
        activity = activities[number]
        asked = asyncio.ensure_future(pool.body_of(requests[number]))
        if activity["is_sent"]:
            said = await _card(asked, connector.expect(activity["body"]["conversation"]["id"]))
        else:
            said = await asked
        return said is not None and counts(said, holds=activity["holds"], lacks=activity["lacks"])

    try:
        run = await send_evenly(send, count=len(requests), rate=job["rate"])
        await asyncio.sleep(LAST_RESPONSES)
    finally:
        pool.close()
        await connector.close()
    return vars(run)


async def _card(asked, arrived):
    """Return the card that comes to the connector; ``None`` when the app says that it failed before."""
    await asyncio.wait({asked, arrived}, return_when=asyncio.FIRST_COMPLETED)
    if not arrived.done() and asked.result() is None:
        return None
    return await arrived


def counts(said, *, holds, lacks):
    """Return whether an answer says what it must, and nothing of what it may not."""
    return all(words.encode() in said for words in holds) and not any(words.encode() in said for words in lacks)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=precise_loop) as runner:
        json.dump(runner.run(carry_out(json.load(sys.stdin))), sys.stdout)
