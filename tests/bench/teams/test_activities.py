"""What the bench sends is what the app lets in, and asks of the service what the app asks."""

import asyncio
import json

import httpx
import pytest
from berichtwacht_client import AsyncClient, Language
from berichtwacht_teams.assessing import Assessor
from berichtwacht_teams.door.activities import read_activity
from berichtwacht_teams.records import Conversation

from tests.bench.teams.activities import ALL_KINDS, KINDS, UNCHECKED, draft_body, made, port_of

CONNECTOR = "http://127.0.0.1:40123/emea"


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_is_let_in_and_new_and_holds_the_draft(kind):
    first, second = (made(kind, "kun je mevr Yilmaz bellen", CONNECTOR) for _ in range(2))
    assert read_activity(json.dumps(first).encode())["serviceUrl"] == CONNECTOR
    assert first["id"] != second["id"]
    assert first["conversation"]["id"] != second["conversation"]["id"]
    assert ("Yilmaz" in json.dumps(first)) is ALL_KINDS[kind].is_checked


def test_another_kind_is_refused():
    with pytest.raises(KeyError):
        made("wave", "", CONNECTOR)


def test_an_answer_without_the_service_counts_only_while_it_is_away():
    for kind in KINDS.values():
        assert UNCHECKED in kind.lacks(is_away=False)
        assert UNCHECKED not in kind.lacks(is_away=True)
        assert (UNCHECKED in kind.holds(is_away=True)) is kind.is_checked


def test_the_service_is_asked_the_same_without_the_app():
    asked = []

    def answer(request):
        asked.append(json.loads(request.content))
        return httpx.Response(503)

    async def check():
        client = AsyncClient("http://127.0.0.1:1", transport=httpx.MockTransport(answer), retries=0)
        alone = Conversation(audience=None, sender=None, recipients=(), key="")
        await Assessor(client, seconds=1.0).check("akkoord", alone, language=Language.NL)

    asyncio.run(check())
    assert asked == [draft_body("akkoord")]


def test_the_port_of_the_connector_is_found():
    assert port_of(CONNECTOR) == 40123
