"""The door as a whole: in which order it looks, what it answers, and that nothing gets past it to a 500."""

import asyncio
import json
import socket
import time
from contextlib import contextmanager

import httpx
import pytest
from berichtwacht_teams.door import Door, Replays, adapter
from berichtwacht_teams.sdk import HttpResponse
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from teams_caller import (
    PATH,
    TENANT,
    Bot,
    activity,
    answering,
    invoke,
    post,
    providing,
    signed,
    verifier_for,
)


@pytest.fixture(scope="module")
def provider():
    with providing() as provider:
        yield provider


@pytest.fixture(scope="module")
def bot(provider):
    return Bot(verifier_for(provider), body_seconds=0.3)


@pytest.fixture(scope="module")
def client(bot):
    with answering(bot) as client:
        yield client


@pytest.fixture(autouse=True)
def idle(bot):
    bot.seen.clear()
    bot.act = None


def problem(response, status, field=None):
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    document = response.json()
    assert document["status"] == status
    assert document.get("field") == field
    assert document.keys() - {"field"} == {"title", "status", "detail"}
    return document["detail"]


LARGE = {"text": "x" * 300_000}


def test_a_body_that_says_it_is_too_large_is_not_read(client, bot):
    detail = problem(post(client, activity(**LARGE), signed()), 400)
    assert "262144" in detail
    assert bot.seen == []
    with begun(client, "Content-Length: 300000") as connection:
        assert received(connection).startswith(b"HTTP/1.1 400 ")  # and nothing of the body was waited for


def test_a_body_that_turns_out_too_large_is_not_read_on(client):
    with begun(client, "Transfer-Encoding: chunked") as connection:
        for length in (0x10000, 0x10000, 0x10000, 0x10000, 1):
            connection.sendall(b"%x\r\n" % length + b"x" * length + b"\r\n")
        answer = received(connection)  # and the connection ends, without the end of the body
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"larger than" in answer


def test_a_body_that_just_fits_is_read(client):
    body = json.dumps(activity())
    padded = (body + " " * (adapter.LARGEST_BODY - len(body))).encode()
    assert post(client, padded, signed()).status_code == 200
    problem(post(client, padded + b" ", signed()), 400)


def test_a_body_that_comes_too_slowly_is_not_waited_for(client):
    began = time.perf_counter()
    with begun(client, "Content-Length: 100") as connection:
        connection.sendall(b"{")
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert 0.3 <= time.perf_counter() - began < 2.0


@contextmanager
def begun(client, length):
    """A connection on which a request has begun: its body is still to come."""
    host, port = client.base_url.host, client.base_url.port
    head = (f"POST {PATH} HTTP/1.1", f"Host: {host}", f"Authorization: Bearer {signed()}", length, "", "")
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall("\r\n".join(head).encode())
        yield connection


def received(connection):
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


COMMAND = {"commandId": "check", "commandContext": "compose"}
REFUSED = {
    "malformed": (b'{"type": "geheim', None),
    "list": (b"[]", None),
    "no UTF-8": (b"\xff", None),
    "deep": (b"[" * 100_000, None),
    "NaN": (b'{"geheim": NaN}', None),
    "unknown type": (activity(type="geheim"), "type"),
    "unknown invoke": (invoke("geheim", {}), "name"),
    "unknown context": (
        invoke("composeExtension/fetchTask", {"commandContext": "geheim"}),
        "value.commandContext",
    ),
    "preview": (
        invoke("composeExtension/submitAction", COMMAND | {"botMessagePreviewAction": "send"}),
        "value.botMessagePreviewAction",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_activity_is_a_400(client, bot, name):
    body, field = REFUSED[name]
    response = post(client, body, signed())
    problem(response, 400, field)
    assert "geheim" not in response.text
    assert bot.seen == []


def test_what_comes_again_is_refused_until_a_failure_is_forgotten(client, bot):
    async def fail(_):
        raise RuntimeError("geheim")

    twice = activity()
    bot.act = fail
    for _ in range(2):
        response = post(client, twice, signed())
        assert problem(response, 500) == "The activity could not be handled."
    bot.act = None
    assert post(client, twice, signed()).status_code == 200
    assert "before" in problem(post(client, twice, signed()), 400)
    assert post(client, twice | {"timestamp": "2026-11-29T09:00:01.000Z"}, signed()).status_code == 200
    assert len(bot.seen) == 4
    assert bot.door.counts["replayed"] == 1
    assert bot.door.counts["failed"] == 2


def test_what_was_refused_may_come_again_with_a_good_token(client):
    once = activity()
    problem(post(client, once, signed(serviceurl="https://other.example/")), 401)
    assert post(client, once, signed()).status_code == 200


def test_an_answer_that_is_no_json_is_a_500(provider):
    app = FastAPI()
    door = Door(app, verifier_for(provider))
    answers = iter([object(), float("nan"), "\ud800"])

    async def handle(_):
        return HttpResponse(status=200, body=next(answers))

    door.register_route("POST", PATH, handle)
    for _ in range(3):
        problem(asked(app, activity()), 500)


def test_what_a_handler_answers_goes_out_as_it_is(provider):
    app = FastAPI()
    door = Door(app, verifier_for(provider))
    answers = iter([HttpResponse(status=202, body=None), HttpResponse(status=412, body={"a": 1})])

    async def handle(request):
        assert request["headers"].keys() == {"authorization"}
        return next(answers)

    door.register_route("POST", PATH, handle)
    empty, other = asked(app, activity()), asked(app, activity())
    assert (empty.status_code, empty.content) == (202, b"")
    assert (other.status_code, other.json()) == (412, {"a": 1})


def asked(app, body):
    """Ask an application without a socket; an exception that it lets out comes out here."""

    async def ask():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            return await client.post(PATH, json=body, headers={"Authorization": f"Bearer {signed()}"})

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"conversation": {"id": "a:1", "tenantId": TENANT.upper()}}, 200),
        ({"conversation": {"id": "a:1"}}, 200),
        ({"channelData": None}, 200),
        ({"conversation": {"id": "a:1"}, "channelData": None}, 403),
        ({"channelData": {"tenant": {"id": "other"}}}, 403),
        ({"conversation": {"id": "a:1", "tenantId": "other"}}, 403),
    ],
)
def test_only_the_tenant_that_was_set_is_let_in(provider, changes, status):
    bot = Bot(verifier_for(provider), tenant=TENANT)
    with answering(bot) as client:
        assert post(client, activity(**changes), signed()).status_code == status


def test_other_methods_and_addresses_are_problems(client):
    problem(client.get(PATH), 405)
    assert client.get(PATH).headers["allow"] == "POST"
    problem(client.get("/geheim"), 404)


@pytest.fixture(scope="module")
def local():
    """A bot in development mode."""
    with answering(Bot(None)) as client:
        yield client


HERE = "http://127.0.0.1:56150/_connector"


def test_in_development_this_machine_is_let_in_without_a_token(local):
    host = f"127.0.0.1:{local.base_url.port}"
    assert post(local, activity(serviceUrl=HERE)).status_code == 200
    assert post(local, activity(serviceUrl=HERE), Host="localhost:3978").status_code == 200
    assert post(local, activity(serviceUrl=HERE), Origin=f"http://{host}").status_code == 200


def test_in_development_nothing_else_is_let_in(local):
    problem(post(local, activity()), 403, "serviceUrl")
    for headers in (
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "evil.example@127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ):
        problem(post(local, activity(serviceUrl=HERE), **headers), 403)


def test_whoever_goes_leaves_nothing_behind(client, bot):
    began, ended = [], []

    async def dawdle(_):
        began.append(1)
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(1)

    bot.act = dawdle
    once = activity()
    with pytest.raises(httpx.ReadTimeout), httpx.Client(base_url=client.base_url, timeout=0.3) as impatient:
        post(impatient, once, signed())
    deadline = time.perf_counter() + 5
    while not ended and time.perf_counter() < deadline:
        time.sleep(0.01)
    assert (began, ended) == ([1], [1])
    bot.act = None
    assert post(client, once, signed()).status_code == 200
    assert bot.door.counts["gone"] == 1


def test_counts_hold_fixed_words(bot):
    assert bot.door.counts["answered"] > 0
    assert all(name.replace("-", "").isalpha() for name in bot.door.counts)


def test_it_serves_and_starts_nothing(bot):
    with pytest.raises(NotImplementedError):
        bot.door.serve_static("/", ".")
    with pytest.raises(NotImplementedError):
        asyncio.run(bot.door.start(1))
    asyncio.run(bot.door.stop())


words = st.sampled_from(
    "message invoke messageUpdate conversationUpdate installationUpdate event typing add editMessage compose mention "
    "composeExtension/fetchTask composeExtension/submitAction task/fetch adaptiveCard/action "
    "application/vnd.microsoft.meetingStart application/vnd.microsoft.readReceipt Action.Execute clientInfo".split()
)
names = st.sampled_from(
    "type name value action text id from recipient conversation entities attachments channelData timestamp locale "
    "tenant team channel meeting eventType membersAdded reactionsAdded textFormat data verb context messagePayload "
    "commandContext commandId body user mentioned service_url from_ tenantId replyToId isTargeted isGroup".split()
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.text(max_size=5), inner, max_size=5),
    max_leaves=12,
)
account = st.fixed_dictionaries({"id": st.just("29:1")}, optional={"name": anything, "tenantId": anything})
nearly = st.fixed_dictionaries(
    {},
    optional={
        "type": words,
        "name": words,
        "value": st.dictionaries(names, anything, max_size=6),
        "channelData": st.dictionaries(names, anything, max_size=4),
        "entities": st.lists(st.dictionaries(names, anything | words), max_size=2),
        "attachments": anything,
        "from": account,
        "membersAdded": st.lists(account, max_size=2),
        "timestamp": anything,
        "locale": anything,
        "action": words,
        "text": st.text() | anything,
    },
)


@given(st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_activity_ever_ends_in_a_500(client, data):
    body = data.draw(st.one_of(nearly.map(lambda changes: activity(**changes)), st.dictionaries(names, anything)))
    response = post(client, body, signed())
    assert response.status_code in {200, 400, 401}


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_an_activity_is_remembered_for_its_time():
    clock = Clock()
    replays = Replays(seconds=60, clock=clock)
    key = replays.key(activity())
    assert replays.begin(key)
    clock.now = 59
    assert not replays.begin(key)
    clock.now = 60
    assert replays.begin(key)
    assert (len(replays), replays.dropped) == (1, 0)


def test_the_oldest_activity_goes_when_there_are_too_many():
    replays = Replays(most=3)
    keys = [replays.key(activity()) for _ in range(5)]
    assert all(replays.begin(key) for key in keys)
    assert (len(replays), replays.dropped) == (3, 2)
    assert [replays.begin(key) for key in keys[2:]] == [False] * 3
    replays.forget(keys[4])
    replays.forget(b"never seen")
    assert replays.begin(keys[4])


def test_what_tells_activities_apart_says_nothing_of_them():
    one = activity()
    replays = Replays()
    key = replays.key(one)
    assert replays.key(one | {"text": "other"}) == key
    for other in ({"id": "x"}, {"type": "messageUpdate"}, {"conversation": {"id": "x"}}, {"name": "x"}):
        assert replays.key(one | other) != key
    assert Replays().key(one) != key
    assert len(key) == 16
