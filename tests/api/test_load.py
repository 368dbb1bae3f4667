"""Too much at once, too slow, too often: an early and honest answer instead of a late one."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.keys import new_key
from api.access.rates import Buckets
from api.access.scopes import Scope
from api.app import create_app
from api.assessments import endpoints
from api.assessments.assessor import SHORT
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade

JSON = {"Content-Type": "application/json"}
LONG = "hoi " * SHORT  # assessed beside the event loop


def together(client, count, classifier, *, until):
    """Send drafts at once; let the classifier go when ``until`` says so of the answers so far."""

    async def ask_all():
        async def one():
            return await client.asynchronous.post("/v1/assessments", json={"text": LONG})

        tasks = [asyncio.create_task(one()) for _ in range(count)]
        for _ in range(1000):
            await asyncio.sleep(0.01)
            if until([task.result() for task in tasks if task.done()]):
                break
        classifier.go.set()
        return [await task for task in tasks]

    return client.portal.call(ask_all)


def test_a_full_queue_is_said_at_once(models, held, connect):
    settings = Settings(development=True, models=models, queue=4)
    with connect(create_app(settings, held)) as client:
        answers = together(client, 10, held, until=lambda done: len(done) >= 6)
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] * 4 + [503] * 6
        full = [answer for answer in answers if answer.status_code == 503]
        assert all(answer.json()["type"].endswith(":overloaded") for answer in full)
        assert all(answer.headers["retry-after"] == "1" for answer in full)
        assert client.post("/v1/assessments", json={"text": LONG}).status_code == 200


def test_short_drafts_that_come_at_the_same_moment_get_in_line(models, stand_in, connect):
    async def ask_all(client):
        ask = [client.asynchronous.post("/v1/assessments", json={"text": f"hoi {number}"}) for number in range(10)]
        return [answer.status_code for answer in await asyncio.gather(*ask)]

    with connect(create_app(Settings(development=True, models=models, queue=4), stand_in)) as client:
        assert sorted(client.portal.call(ask_all, client)) == [200] * 4 + [503] * 6


def test_a_short_draft_waits_for_a_long_one_and_nobody_else_does(models, held, connect):
    async def ask(client):
        long = asyncio.create_task(client.asynchronous.post("/v1/assessments", json={"text": LONG}))
        while not client.app.state.assessor.busy_seconds:
            await asyncio.sleep(0.01)
        short = asyncio.create_task(client.asynchronous.post("/v1/assessments", json={"text": "hoi"}))
        alive = await client.asynchronous.get("/health/live")
        waits = not short.done() and not long.done()
        held.go.set()
        return alive.status_code, waits, (await short).status_code, (await long).status_code

    with connect(create_app(Settings(development=True, models=models), held)) as client:
        assert client.portal.call(ask, client) == (200, True, 200, 200)
    assert held.assessed == 2


def test_a_draft_that_waited_too_long_is_given_up_and_not_assessed_later(models, held, connect):
    settings = Settings(development=True, models=models, deadline_seconds=0.3)
    with connect(create_app(settings, held)) as client:
        started = time.monotonic()
        answers = together(client, 3, held, until=lambda done: len(done) == 3)
        assert time.monotonic() - started < 5
        assert {answer.status_code for answer in answers} == {503}
        assert client.post("/v1/assessments", json={"text": LONG}).status_code == 200
    assert held.assessed == 2  # the one that was begun, and the last


def test_a_body_that_trickles_in_is_cut_off(models, stand_in, connect):
    settings = Settings(development=True, models=models, body_seconds=0.2)

    async def trickle():
        for _ in range(100):
            yield b" "
            await asyncio.sleep(0.05)

    with connect(create_app(settings, stand_in)) as client:
        answer = client.post("/v1/assessments", content=trickle(), headers=JSON)
    assert answer.status_code == 408
    assert answer.json()["type"].endswith(":request-timeout")
    assert answer.headers["connection"] == "close"


@pytest.fixture
def keyed(models, stand_in, connect, tmp_path):
    """A service that answers three requests at once and six a minute."""
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    made = [new_key(name, frozenset(Scope)) for name in ("one", "two")]
    with database.session() as session:
        for key in made:
            add_key(session, key.record)
    settings = Settings(
        models=models,
        store=str(database.url),
        secret_keys=new_secret(),
        rate_per_minute=6,
        rate_burst=3,
        cors_origins="https://chat.example.nl",
        allowed_hosts="localhost",
    )
    with connect(create_app(settings, stand_in)) as client:
        client.keys = [key.text for key in made]
        yield client
    database.close()


def test_each_caller_has_a_rate_of_its_own(keyed):
    def ask(key):
        return keyed.get("/v1/policy", headers={"X-API-Key": key})

    assert [ask(keyed.keys[0]).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(keyed.keys[0])
    assert refused.json()["type"].endswith(":too-many-requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 10
    assert ask(keyed.keys[1]).status_code == 200


def test_each_draft_of_a_batch_counts(keyed):
    def ask(count):
        body = {"drafts": [{"text": "hoi"}] * count}
        return keyed.post("/v1/assessment-batches", json=body, headers={"X-API-Key": keyed.keys[0]})

    assert ask(30).status_code == 200  # more than the bucket holds: it is paid afterwards
    refused = ask(1)
    assert refused.status_code == 429
    assert 200 <= int(refused.headers["retry-after"]) <= 280  # 28 drops, and a bucket gets six a minute


def test_a_batch_that_takes_too_long_is_answered_as_far_as_it_came(models, stand_in, connect, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(endpoints, "monotonic", lambda: now[0])

    class Leisurely:
        degraded = ()
        scorer = None
        policy, adviser = stand_in.policy, stand_in.adviser

        def assess(self, draft):
            now[0] += endpoints.BATCH_SECONDS * 0.6
            return stand_in.assess(draft)

    with connect(create_app(Settings(development=True, models=models), Leisurely())) as client:
        results = client.post("/v1/assessment-batches", json={"drafts": [{"text": "hoi"}] * 5}).json()["results"]
    assert [result["status"] for result in results] == [200, 200, 503, 503, 503]
    assert results[4]["problem"]["type"].endswith(":overloaded")


def test_pages_of_listed_origins_may_ask(keyed):
    listed, other = {"Origin": "https://chat.example.nl"}, {"Origin": "https://evil.example"}
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    asked = keyed.request("OPTIONS", "/v1/assessments", headers=listed | preflight)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "https://chat.example.nl"
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in asked.headers
    refused = keyed.request("OPTIONS", "/v1/assessments", headers=other | preflight)
    assert "access-control-allow-origin" not in refused.headers
    answer = keyed.get("/v1/policy", headers=listed | {"X-API-Key": keyed.keys[0]})
    assert answer.headers["access-control-allow-origin"] == "https://chat.example.nl"
    assert "Retry-After" in answer.headers["access-control-expose-headers"]
    unknown = keyed.get("/v1/policy", headers=listed)
    assert (unknown.status_code, unknown.headers["access-control-allow-origin"]) == (401, "https://chat.example.nl")
    assert "access-control-allow-origin" not in keyed.get("/v1/policy", headers=other).headers


def test_a_page_can_read_what_went_wrong_unless_it_asked_another_host(keyed):
    asked = {"Origin": "https://chat.example.nl", "X-API-Key": keyed.keys[0]}
    broken = keyed.post("/v1/assessments", json={"text": "ontploft"}, headers=asked)
    assert (broken.status_code, broken.headers["access-control-allow-origin"]) == (500, "https://chat.example.nl")
    stranger = keyed.post(
        "/v1/assessments", json={"text": "ontploft"}, headers=asked | {"Origin": "https://evil.example"}
    )
    assert stranger.status_code == 500
    assert "access-control-allow-origin" not in stranger.headers
    elsewhere = keyed.get("/v1/policy", headers=asked | {"Host": "evil.example"})
    assert elsewhere.status_code == 421
    assert "access-control-allow-origin" not in elsewhere.headers


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 600), st.integers(1, 20))
def test_a_bucket_never_gives_more_than_its_rate(pauses, per_minute, burst):
    now = [0.0]
    buckets = Buckets(per_minute=per_minute, burst=burst, clock=lambda: now[0])
    given_out = 0
    for pause in pauses:
        now[0] += pause
        wait = buckets.take("a")
        given_out += wait == 0.0
        assert wait <= 60 / per_minute + 1e-9
    assert given_out <= burst + now[0] * per_minute / 60 + 1e-6
    if pauses:
        now[0] += buckets.take("a") + 1e-6
        assert buckets.take("b") == 0.0


def test_buckets_do_not_grow_without_end():
    buckets = Buckets(per_minute=1, burst=1)
    for number in range(12_000):
        buckets.take(str(number))
    assert len(buckets._levels) <= 10_000
