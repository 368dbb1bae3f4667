"""An answer counts when it says what it must; a card counts when it is at the connector."""

import asyncio
import json
import math
from types import SimpleNamespace

import httpx
import pytest

from tests.bench.connections import HOST
from tests.bench.load import precise_loop
from tests.bench.services import free_port
from tests.bench.teams import load
from tests.bench.teams.connector import Connector

CARD = "een AdaptiveCard"


class App:
    """Answers every activity with words, and has a card brought to the connector when it is told where that is."""

    def __init__(self, words, *, connector=None, card=CARD, status=200):
        self.words, self.connector, self.card, self.status = words, connector, card, status
        self.heads = []

    async def serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.heads.append(head)
                length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
                activity = json.loads(await reader.readexactly(length))
                if self.connector is not None:
                    await self._bring(activity)
                writer.write(
                    f"HTTP/1.1 {self.status} .\r\nContent-Length: {len(self.words)}\r\n\r\n{self.words}".encode()
                )
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    async def _bring(self, activity):
        path = f"/emea/v3/conversations/{activity['conversation']['id']}/activities"
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{self.connector}", trust_env=False) as client:
            await client.post(path, json={"card": self.card})


def carried_out(app, *, is_sent=False, connector=None, number=5):
    async def all_of_it():
        listener = await asyncio.start_server(app.serve, HOST, 0)
        async with listener:
            activity = {"is_sent": is_sent, "holds": ["AdaptiveCard"], "lacks": ["Alleen nummers"]}
            job = {
                "port": listener.sockets[0].getsockname()[1],
                "token": "a.token",
                "connector": connector or free_port(),
                "roster_seconds": 0.0,
                "activities": [activity | {"body": {"conversation": {"id": f"a:{place}"}}} for place in range(number)],
                "rate": 200,
            }
            return await load.carry_out(job)

    with asyncio.Runner(loop_factory=precise_loop) as runner:
        return runner.run(all_of_it())


@pytest.mark.parametrize(
    ("words", "status", "counts"),
    [(CARD, 200, True), ("Alleen nummers, AdaptiveCard", 200, False), ("", 200, False), (CARD, 503, False)],
)
def test_only_an_answer_that_says_what_it_must_counts(words, status, counts):
    app = App(words, status=status)
    result = carried_out(app)
    assert [not math.isinf(latency) for latency in result["latencies"]] == [counts] * 5
    assert sorted(result["order"]) == list(range(5))
    assert all("Authorization: Bearer a.token\r\n" in head for head in app.heads)


@pytest.mark.parametrize(("card", "counts"), [(CARD, True), ("Alleen nummers", False)])
def test_what_is_sent_is_judged_by_its_card(card, counts):
    port = free_port()
    result = carried_out(App("", connector=port, card=card), is_sent=True, connector=port)
    assert [not math.isinf(latency) for latency in result["latencies"]] == [counts] * 5


def test_where_the_app_failed_no_card_is_waited_for():
    result = carried_out(App("", status=500), is_sent=True)
    assert result["latencies"] == [math.inf] * 5


def test_the_connector_says_who_is_in_a_conversation_and_takes_its_time(monkeypatch):
    connector, waited, port = Connector(1.5), [], free_port()

    async def sleep(seconds):
        waited.append(seconds)

    async def ask():
        monkeypatch.setattr("tests.bench.teams.connector.asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
        await connector.open(port)
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}/emea/v3", trust_env=False) as client:
            roster = await client.get("/conversations/19%3Agroup/pagedMembers?pageSize=500")
            lost = await client.get("/elsewhere")
        await connector.close()
        return roster, lost

    roster, lost = asyncio.run(ask())
    assert (roster.status_code, len(roster.json()["members"]), waited) == (200, 8, [1.5])
    assert lost.status_code == 404
