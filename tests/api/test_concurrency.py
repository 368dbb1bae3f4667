"""Any concurrency is safe; ``test_server`` shows the same over sockets, with the real classifier."""

import asyncio

from api.app import create_app
from api.assessments.assessor import SHORT

DRAFTS = 500
CLIENTS = 32


def draft(number):
    """Drafts of which no two have the same answer."""
    return "x" * number + " bsn 123456782 van mevr Yilmaz" + " bijstand" * (number % 2)


def without_id(answer):
    return {name: value for name, value in answer.items() if name != "id"}


def test_many_clients_get_what_one_would(client):
    texts = [draft(number) for number in range(DRAFTS)]

    async def ask(text):
        response = await client.asynchronous.post("/v1/assessments", json={"text": text, "redact": True})
        assert response.status_code == 200
        return response.json()

    async def ask_all():
        answers = {}
        waiting = iter(enumerate(texts))

        async def one_client():
            for number, text in waiting:
                answers[number] = await ask(text)

        await asyncio.gather(*(one_client() for _ in range(CLIENTS)))
        return answers

    async def ask_one_by_one():
        return [await ask(text) for text in texts]

    at_once = client.portal.call(ask_all)
    one_by_one = client.portal.call(ask_one_by_one)
    assert len({answer["id"] for answer in at_once.values()}) == DRAFTS
    assert [without_id(at_once[number]) for number in range(DRAFTS)] == [without_id(answer) for answer in one_by_one]


def test_event_loop_stays_free(connect, settings, held):
    async def race(asynchronous):
        slow = asyncio.create_task(asynchronous.post("/v1/assessments", json={"text": "a " * SHORT}))
        await asyncio.sleep(0.05)
        live = await asynchronous.get("/health/live")
        is_answered_first = not slow.done()
        held.go.set()
        return live.status_code, is_answered_first, (await slow).status_code

    with connect(create_app(settings, held)) as client:
        assert client.portal.call(race, client.asynchronous) == (200, True, 200)
