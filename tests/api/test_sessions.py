"""Curators sign in: what a session opens, for whom, for how long, and what a page of another site can do with it."""

from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import pytest

from api.access.door import SESSION_PATH, rules_for
from api.access.gate import CALLER
from api.access.keys import new_key
from api.access.scopes import Scope
from api.access.sessions import COOKIE, LASTS, PURPOSE
from api.app import create_app
from api.curation import session as endpoint
from api.secrets import RECEIPT_VARIABLE, Seal, new_secret, read_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key, revoke_key
from api.store.schema import upgrade

HOST = "wacht.example"
COUNTS = "/v1/feedback/counts"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
SECRET = new_secret()


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def keys(store):
    made = {
        "curate": new_key("curator", frozenset({Scope.CURATE})),
        "all": new_key("all", frozenset(Scope)),
        "assess": new_key("chat", frozenset({Scope.ASSESS, Scope.FEEDBACK, Scope.ADMIN})),
        "ended": new_key("ended", frozenset({Scope.CURATE}), expires=datetime.now(UTC) - timedelta(seconds=1)),
        "revoked": new_key("revoked", frozenset({Scope.CURATE})),
    }
    with store.session() as session:
        for key in made.values():
            add_key(session, key.record)
    with store.session() as session:
        assert revoke_key(session, made["revoked"].record.id)
    return made


@pytest.fixture
def settings(store, models):
    return Settings(models=models, store=str(store.url), secret_keys=SECRET, allowed_hosts=HOST, curate=True)


@pytest.fixture
def client(settings, keys, stand_in, connect):
    app = create_app(settings, stand_in)
    with connect(app, host=HOST, peer="192.0.2.7") as client:
        yield client


def sign_in(client, key, **headers):
    return client.post(SESSION_PATH, json={"key": key}, headers=headers)


def cookie_of(answer):
    (header,) = answer.headers.get_list("set-cookie")
    return SimpleCookie(header)[COOKIE]


def session_of(client, key):
    """Sign in, and return the header that a browser sends from then on."""
    answer = sign_in(client, key.text)
    assert answer.status_code == 204, answer.text
    client.asynchronous.cookies.clear()
    return {"Cookie": f"{COOKIE}={cookie_of(answer).value}"}


def test_a_curator_signs_in_and_out(client, keys):
    answer = sign_in(client, keys["curate"].text, **OWN_PAGE)
    assert (answer.status_code, answer.content) == (204, b"")
    cookie = cookie_of(answer)
    kept = {name: value for name, value in cookie.items() if value}
    assert kept == {"max-age": "28800", "path": "/", "secure": True, "httponly": True, "samesite": "strict"}
    assert keys["curate"].text not in str(answer.headers)
    client.asynchronous.cookies.clear()
    assert client.get(COUNTS).status_code == 401
    assert client.get(COUNTS, headers={"Cookie": f"other=1; {COOKIE}={cookie.value}"}).status_code == 200
    out = client.request("DELETE", SESSION_PATH, headers=OWN_PAGE)
    assert out.status_code == 204
    assert (cookie_of(out).value, cookie_of(out)["max-age"], cookie_of(out)["path"]) == ("", "0", "/")
    assert cookie_of(out)["secure"]


def test_a_session_opens_what_curators_do_and_nothing_else(client, keys):
    session = session_of(client, keys["all"]) | OWN_PAGE
    for path, scope in rules_for(Settings(secret_keys=SECRET, curate=True)).scopes.items():
        expected = scope == Scope.CURATE
        assert (client.get(path, headers=session).status_code == 401) != expected, path
    body = {"assessment": "a", "action": "sent"}
    assert client.post("/v1/feedback", json=body, headers=session).status_code == 401
    assert client.post("/v1/assessments", json={"text": "a"}, headers=session).status_code == 401


def test_a_session_is_its_keys_and_allows_no_more_than_curating(client, keys, monkeypatch):
    session, seen = session_of(client, keys["all"]), []
    layer = client.app.middleware_stack
    while type(layer).__name__ != "Gate":
        layer = layer.app
    inner = layer.app

    async def spy(scope, receive, send):
        seen.append(scope[CALLER])
        await inner(scope, receive, send)

    monkeypatch.setattr(layer, "app", spy)
    client.get(COUNTS, headers=session)
    assert [(caller.id, set(caller.scopes)) for caller in seen] == [(keys["all"].record.id, {Scope.CURATE})]


@pytest.mark.parametrize("name", ["ended", "revoked"])
def test_a_key_that_does_not_count_begins_no_session(client, keys, name):
    answer = sign_in(client, keys[name].text)
    assert answer.status_code == 401
    assert answer.json()["type"].endswith(":not-authenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer ")
    assert "set-cookie" not in answer.headers


def test_neither_does_one_that_is_not_there_or_lacks_the_scope(client, keys):
    strange = new_key("strange", frozenset(Scope)).text
    for key, status in ((strange, 401), ("let me in", 401), (keys["assess"].text, 403)):
        answer = sign_in(client, key)
        assert answer.status_code == status
        assert key not in answer.text + str(answer.headers)
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body", [{}, {"key": ""}, {"key": None}, {"key": ["a"]}, {"key": "a" * 201}, {"key": "a", "more": 1}, ["a"]]
)
def test_a_body_that_is_not_right_is_refused_without_an_echo(client, body):
    answer = client.post(SESSION_PATH, json=body)
    assert answer.status_code == 400
    assert "aaa" not in answer.text


def test_a_session_ends_with_its_key(client, keys, store):
    session = session_of(client, keys["curate"])
    assert client.get(COUNTS, headers=session).status_code == 200
    with store.session() as opened:
        assert revoke_key(opened, keys["curate"].record.id)
    ring = ring_of(client)
    client.portal.call(ring.refresh)
    answer = client.get(COUNTS, headers=session)
    assert answer.status_code == 401
    assert "sign in again" in answer.json()["detail"]


def ring_of(client):
    return client.app.state.sign_in._door.ring


def test_a_session_lasts_eight_hours(client, keys, monkeypatch):
    session = session_of(client, keys["curate"])
    now = datetime.now(UTC).timestamp()
    assert LASTS == 8 * 3600
    for seconds, status in ((LASTS - 60, 200), (LASTS + 60, 401)):
        monkeypatch.setattr("api.secrets.time", lambda seconds=seconds: now + seconds)
        assert client.get(COUNTS, headers=session).status_code == status


def test_nobody_makes_a_session_or_changes_one(client, keys):
    value = session_of(client, keys["curate"])["Cookie"].partition("=")[2]
    identity = keys["curate"].record.id
    other = [
        Seal([read_secret(new_secret())], PURPOSE).close(identity.encode()).decode(),
        Seal([read_secret(SECRET)], "receipt").close(identity.encode()).decode(),
        Seal([read_secret(SECRET)], PURPOSE).close(b"000000000000").decode(),
        value[:-8] + "AAAAAAA=",
        value[:40],
        identity,
        keys["curate"].text,
        "",
        "a.b.c",
        "%00",
        "\u00e9",
    ]
    for forged in other:
        headers = {"Cookie": f"{COOKIE}={forged}".encode("latin-1")}
        assert client.get(COUNTS, headers=headers).status_code == 401, forged
    assert client.get(COUNTS, headers={"Cookie": f"berichtwacht-session={value}"}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 405),
        ({"Sec-Fetch-Site": "same-origin", "Origin": f"https://{HOST}"}, 405),
        ({"Origin": f"https://{HOST}"}, 405),
        ({}, 401),
        ({"Sec-Fetch-Site": "same-site"}, 401),
        ({"Sec-Fetch-Site": "cross-site", "Origin": f"https://{HOST}"}, 401),
        ({"Sec-Fetch-Site": "none"}, 401),
        ({"Sec-Fetch-Site": ""}, 401),
        ({"Origin": "null"}, 401),
        ({"Origin": "https://evil.example"}, 401),
        ({"Origin": f"https://sub.{HOST}"}, 401),
        ({"Origin": f"https://{HOST}:8443"}, 401),
        ({"Origin": f"https://{HOST}.evil.example"}, 401),
        ({"Origin": f"ftp://{HOST}"}, 401),
        ({"Referer": f"https://{HOST}/curate"}, 401),
    ],
)
def test_a_session_changes_something_only_for_a_page_of_this_service(client, keys, headers, status):
    """Nothing that curators do is changed at this address, so that the method is refused once the session counts."""
    session = session_of(client, keys["curate"])
    for method in ("POST", "DELETE", "PUT", "PATCH"):
        assert client.request(method, COUNTS, headers=session | headers).status_code == status
    assert client.get(COUNTS, headers=session | headers).status_code == 200


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_page_of_another_site_signs_nobody_in_or_out(client, keys, method, headers):
    body = {"key": keys["curate"].text} if method == "POST" else None
    answer = client.request(method, SESSION_PATH, json=body, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_another_credential_wins_also_when_it_does_not_count(client, keys):
    session = session_of(client, keys["curate"])
    for shown, status in ((keys["curate"].text, 200), (keys["assess"].text, 403), ("nothing", 401)):
        assert client.get(COUNTS, headers=session | {"X-API-Key": shown}).status_code == status
        assert client.get(COUNTS, headers=session | {"Authorization": f"Bearer {shown}"}).status_code == status


def test_who_tries_often_has_to_wait(client, keys):
    wrong = [sign_in(client, "wrong").status_code for _ in range(endpoint.TRIES_AT_ONCE)]
    assert set(wrong) == {401}
    answer = sign_in(client, keys["curate"].text)
    assert answer.status_code == 429
    assert answer.json()["type"].endswith(":too-many-requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 6


def test_before_the_keys_are_known_nobody_is_turned_away(client, keys):
    session = session_of(client, keys["curate"])
    ring = ring_of(client)
    ring._keys, ring.is_known = {}, False
    for answer in (sign_in(client, keys["curate"].text), client.get(COUNTS, headers=session)):
        assert answer.status_code == 503
        assert answer.json()["type"].endswith(":store-unavailable")
    client.portal.call(ring.refresh)
    assert client.get(COUNTS, headers=session).status_code == 200


def test_without_the_setting_there_is_nothing(settings, keys, stand_in, connect):
    closed = settings.model_copy(update={"curate": False})
    with connect(create_app(closed, stand_in), host=HOST, peer="192.0.2.7") as client:
        assert sign_in(client, keys["curate"].text).status_code == 401
        answer = client.post(SESSION_PATH, json={}, headers={"X-API-Key": keys["curate"].text})
        assert answer.status_code == 404


def test_a_session_counts_in_every_worker_and_after_a_restart(settings, keys, stand_in, connect, client):
    session = session_of(client, keys["curate"])
    rotated = settings.model_copy(update={"secret_keys": Settings(secret_keys=f"{new_secret()},{SECRET}").secret_keys})
    for other in (settings, rotated):
        with connect(create_app(other, stand_in), host=HOST) as another:
            assert another.get(COUNTS, headers=session).status_code == 200
    replaced = settings.model_copy(update={"secret_keys": Settings(secret_keys=new_secret()).secret_keys})
    with connect(create_app(replaced, stand_in), host=HOST) as another:
        assert another.get(COUNTS, headers=session).status_code == 401


def test_workers_without_secret_keys_share_one(store, keys, models, stand_in, connect, monkeypatch):
    monkeypatch.setenv(RECEIPT_VARIABLE, new_secret())
    development = Settings(development=True, models=models, store=str(store.url))
    with connect(create_app(development, stand_in)) as one, connect(create_app(development, stand_in)) as two:
        session = session_of(one, keys["curate"])
        assert two.get(COUNTS, headers=session).status_code == 200
