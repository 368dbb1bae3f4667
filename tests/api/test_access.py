"""Who may ask what: every route and every wrong credential."""

import asyncio
import json
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.access import door
from api.access.keys import new_key, parse, verify
from api.access.scopes import Scope
from api.access.tokens import ALGORITHMS, Issuer, TokenChecker
from api.app import create_app
from api.secrets import new_secret, read_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key, revoke_key
from api.store.schema import upgrade

ISSUER, AUDIENCE = "https://login.example/tenant/v2.0", "api://berichtwacht"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())

NEEDED = {
    ("POST", "/v1/assessments"): Scope.ASSESS,
    ("POST", "/v1/assessment-batches"): Scope.ASSESS,
    ("GET", "/v1/policy"): Scope.ASSESS,
    ("GET", "/v1/model"): Scope.ASSESS,
    ("POST", "/v1/feedback"): Scope.FEEDBACK,
    ("GET", "/v1/feedback/counts"): Scope.CURATE,
    ("GET", "/metrics"): Scope.ADMIN,
}
OPEN = [("GET", "/health/live"), ("GET", "/health/ready"), ("GET", "/v1/openapi.json")]
BODIES = {
    "/v1/assessments": {"text": "a"},
    "/v1/assessment-batches": {"drafts": [{"text": "a"}]},
    "/v1/feedback": {"assessment": "a", "action": "sent"},
}


def jwk(private, identity, **more):
    algorithm = jwt.algorithms.ECAlgorithm if private is CURVE else jwt.algorithms.RSAAlgorithm
    return {**json.loads(algorithm.to_jwk(private.public_key())), "kid": identity, "use": "sig", **more}


KEYS = {"keys": [jwk(PRIVATE, "one"), jwk(CURVE, "curve")]}


def token(private=PRIVATE, *, algorithm="RS256", identity="one", **changes):
    now = datetime.now(UTC)
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "exp": now + timedelta(minutes=5),
        "nbf": now - timedelta(minutes=1),
        "roles": [str(scope) for scope in Scope],
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, private, algorithm=algorithm, headers={} if identity is None else {"kid": identity})


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite3'}")
    upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def keys(store):
    """Keys by what they are."""
    made = {str(scope): new_key(scope, frozenset({scope})) for scope in Scope}
    made["all"] = new_key("all", frozenset(Scope))
    made["none"] = new_key("none", frozenset())
    made["expired"] = new_key("expired", frozenset(Scope), expires=datetime.now(UTC) - timedelta(seconds=1))
    made["revoked"] = new_key("revoked", frozenset(Scope))
    with store.session() as session:
        for key in made.values():
            add_key(session, key.record)
    with store.session() as session:
        assert revoke_key(session, made["revoked"].record.id)
    return {name: key.text for name, key in made.items()}


@pytest.fixture(scope="module")
def closed(store, keys, stand_in, models, connect):
    """The service as it runs for others."""

    async def fetch(issuer):
        assert issuer == ISSUER
        return KEYS

    settings = Settings(
        models=models,
        store=store.url.render_as_string(hide_password=False),
        secret_keys=new_secret(),
        oidc_issuer=ISSUER,
        oidc_audience=AUDIENCE,
        allowed_hosts="wacht.example",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(door, "fetch_keys", fetch)
        app = create_app(settings, stand_in)
    with connect(app, host="wacht.example", peer="192.0.2.7") as client:
        yield client


@pytest.fixture
def with_page(store, stand_in, models, connect):
    """The service as it runs for others who have the page too."""
    settings = Settings(
        models=models,
        store=store.url.render_as_string(hide_password=False),
        secret_keys=new_secret(),
        allowed_hosts="wacht.example",
        page=True,
    )
    with connect(create_app(settings, stand_in), host="wacht.example", peer="192.0.2.7") as client:
        yield client


def ask(client, method, path, headers):
    body = BODIES.get(path) if method == "POST" else None
    return client.request(method, path, headers=headers, json=body)


def tampered(text):
    head, payload, signature = text.split(".")
    return ".".join([head, payload, signature[:-6] + ("A" * 6 if signature[-6:] != "A" * 6 else "B" * 6)])


def wrong_credentials(keys):
    """Every kind of wrong credential, as headers."""
    identity, secret = parse(keys["all"])
    other = new_key("stranger", frozenset(Scope)).text
    symmetric = jwt.encode(
        {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "roles": ["assess"]},
        "a secret of thirty-two bytes or more",
        algorithm="HS256",
        headers={"kid": "one"},
    )
    unsigned = jwt.encode(
        {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "roles": ["assess"]},
        None,
        algorithm="none",
        headers={"kid": "one"},
    )
    bearer = {
        "a stranger's key": other,
        "another secret": f"bw_{identity}_{'A' * 43}",
        "half a key": keys["all"][:-1],
        "a key and more": keys["all"] + "A",
        "an id only": f"bw_{identity}",
        "a secret only": secret,
        "expired key": keys["expired"],
        "revoked key": keys["revoked"],
        "nothing": "",
        "spaces": "   ",
        "no token": "a.b.c",
        "words": "let me in",
        "signed by another": token(OTHER),
        "unknown key id": token(identity="two"),
        "no key id": token(identity=None),
        "wrong curve for the key": token(CURVE, algorithm="ES256", identity="one"),
        "symmetric": symmetric,
        "unsigned": unsigned,
        "tampered": tampered(token()),
        "another issuer": token(iss="https://login.example/other/v2.0"),
        "another audience": token(aud="api://other"),
        "no issuer": token(iss=None),
        "no audience": token(aud=None),
        "no end": token(exp=None),
        "ended": token(exp=datetime.now(UTC) - timedelta(minutes=5)),
        "not yet": token(nbf=datetime.now(UTC) + timedelta(minutes=5)),
        "huge": "a" * 40_000,
    }
    headers = {name: {"Authorization": f"Bearer {credential}"} for name, credential in bearer.items()}
    headers |= {
        "no credential": {},
        "basic": {"Authorization": f"Basic {keys['all']}"},
        "no kind": {"Authorization": keys["all"]},
        "key header with a stranger's key": {"X-API-Key": other},
        "key header with a token": {"X-API-Key": token()},
        "two credentials": [("Authorization", f"Bearer {keys['all']}"), ("X-API-Key", keys["all"])],
        "two authorizations": [("Authorization", f"Bearer {keys['all']}"), ("Authorization", f"Bearer {keys['all']}")],
        "cookie": {"Cookie": f"Authorization=Bearer {keys['all']}"},
    }
    return headers


def test_every_route_refuses_every_wrong_credential(closed, keys):
    for name, headers in wrong_credentials(keys).items():
        for method, path in NEEDED:
            answer = ask(closed, method, path, headers)
            assert answer.status_code == 401, (name, path)
            assert answer.json()["type"].endswith(":not-authenticated")
            assert answer.headers["www-authenticate"].startswith("Bearer ")
            assert keys["all"] not in answer.text


def test_credentials_in_the_address_do_not_count(closed, keys):
    assert closed.get(f"/v1/policy?access_token={keys['all']}&api_key={keys['all']}").status_code == 401


@pytest.mark.parametrize(("method", "path"), NEEDED)
def test_every_route_needs_its_scope(closed, keys, method, path):
    needed = NEEDED[method, path]
    for scope in (*Scope, "none"):
        for headers in ({"Authorization": f"Bearer {keys[scope]}"}, {"X-API-Key": keys[scope]}):
            status = ask(closed, method, path, headers).status_code
            assert (status == 403) == (scope != needed), (scope, status)
        roles = [] if scope == "none" else [str(scope)]
        status = ask(closed, method, path, {"Authorization": f"Bearer {token(roles=roles)}"}).status_code
        assert (status == 403) == (scope != needed)


def test_a_scope_that_is_missing_is_named(closed, keys):
    answer = closed.get("/v1/feedback/counts", headers={"X-API-Key": keys["assess"]})
    assert answer.json()["type"].endswith(":not-allowed")
    assert 'error="insufficient_scope", scope="curate"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_health_and_the_document_are_open(closed, method, path):
    assert closed.request(method, path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/share", "/nope", "/v1/policy/", "//v1/policy"])
def test_nothing_else_answers_without_a_credential(closed, keys, path):
    assert closed.get(path).status_code == 401
    assert closed.get(path, headers={"X-API-Key": keys["all"]}).status_code == 404


@pytest.mark.parametrize("more", ["%0A", "%0D", "%0D%0A", "%00", "%20", "/", "//", "%2F", ";a", "%E2%80%A8"])
def test_no_spelling_of_an_address_slips_past_its_scope(closed, client, keys, more):
    for method, path in NEEDED:
        for headers in ({}, {"X-API-Key": keys["none"]}, {"X-API-Key": keys["all"]}):
            status = ask(closed, method, path + more, headers).status_code
            assert status == (404 if "X-API-Key" in headers else 401)
        assert ask(client, method, path + more, {}).status_code == 404  # in development mode


def paths(routes):
    """The paths of routes, also of those that stand in a router of their own."""
    found = set()
    for route in routes:
        inner = getattr(route, "original_router", None)
        found |= {route.path} if inner is None else paths(inner.routes)
    return found


def test_every_route_is_listed_with_its_scope_or_as_open(closed, client, with_page, stand_in, tmp_path):
    store = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    curating = create_app(Settings(secret_keys=new_secret(), store=store, curate=True), stand_in)
    modes = ((closed.app, {}), (client.app, {"development": True}), (with_page.app, {"page": True}))
    for app, given in (*modes, (curating, {"curate": True})):
        rules = door.rules_for(Settings(secret_keys=new_secret(), **given))
        assert paths(app.routes) == set(rules.open) | set(rules.scopes)
    assert {path for _, path in NEEDED} | {path for _, path in OPEN} == paths(closed.app.routes)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
def test_no_method_slips_through(closed, method):
    assert closed.request(method, "/v1/policy").status_code == 401


def test_a_token_by_curve_and_scopes_as_words(closed):
    words = token(CURVE, algorithm="ES256", identity="curve", roles=None, scp="assess feedback")
    assert closed.get("/v1/policy", headers={"Authorization": f"bearer {words}"}).status_code == 200


def test_a_body_is_not_read_before_the_credential(closed):
    answer = closed.post("/v1/assessments", content=b"x" * 200_000, headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


def test_other_machines_may_ask_but_other_hosts_are_not_answered(closed, keys):
    headers = {"X-API-Key": keys["all"], "Host": "evil.example"}
    assert closed.get("/v1/policy", headers=headers).status_code == 421


def test_with_the_page_everything_else_needs_what_it_needed(with_page, keys):
    for method, path in NEEDED:
        assert ask(with_page, method, path, {}).status_code == 401
        assert ask(with_page, method, path, {"X-API-Key": keys["none"]}).status_code == 403
    assert with_page.get("/static/endpoints.py").status_code == 401
    assert with_page.get("/").status_code == 200


def test_in_development_mode_only_assessing_is_open(client):
    assert client.post("/v1/assessments", json={"text": "a"}).status_code == 200
    for credential in ({}, {"X-API-Key": new_key("stranger", frozenset(Scope)).text}):
        assert client.post("/v1/feedback", json=BODIES["/v1/feedback"], headers=credential).status_code == 401
        for path in ("/v1/feedback/counts", "/metrics"):
            assert client.get(path, headers=credential).status_code == 401


def test_a_key_shows_its_secret_once():
    made = new_key("chat", frozenset({Scope.ASSESS}))
    identity, secret = parse(made.text)
    assert verify(made.record, secret)
    assert not verify(made.record, secret[::-1])
    assert secret not in repr(made) + repr(made.record)
    assert identity == made.record.id


def test_a_revoked_key_does_not_count_again_when_the_clock_is_set_back():
    now = datetime.now(UTC)
    record = new_key("chat", frozenset({Scope.ASSESS}), expires=now + timedelta(days=1)).record
    assert record.is_valid(now)
    assert not replace(record, revoked=now).is_valid(now - timedelta(days=1))


def test_no_symmetric_signature_is_on_the_list():
    assert not [name for name in ALGORITHMS if name.startswith("HS") or name == "none"]


def test_a_new_key_of_the_provider_is_fetched_in_the_background():
    served = [{"keys": [jwk(OTHER, "old")]}, KEYS]
    asked = []

    async def fetch(issuer):
        asked.append(issuer)
        return served[min(len(asked), 2) - 1]

    async def run(monkeypatch):
        checker = TokenChecker(Issuer(ISSUER, AUDIENCE), fetch, b"secret")
        await checker.start()
        assert checker.read(token()) is None  # an unknown key: nobody waits
        for _ in range(100):
            await asyncio.sleep(0.01)
            if checker.read(token()) is not None:
                break
        await checker.stop()
        return checker.read(token()).scopes

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.access.tokens.RETRIED_AFTER", 0.05)
        assert asyncio.run(run(patch)) == frozenset(Scope)
    assert len(asked) == 2


def test_a_provider_that_is_away_stops_nobody_with_known_keys():
    answers = [KEYS]

    async def fetch(issuer):
        if answers:
            return answers.pop()
        raise OSError("away")

    async def run():
        checker = TokenChecker(Issuer(ISSUER, AUDIENCE), fetch, b"secret")
        await checker.refresh()
        await checker.refresh()
        return checker.read(token()).scopes

    assert asyncio.run(run()) == frozenset(Scope)


@pytest.fixture
def provided(store, keys, stand_in, models, connect, monkeypatch):
    """Start a service whose identity provider answers one thing after the other; the last for good."""

    @contextmanager
    def start(*answers, **given):
        asked = []

        async def fetch(_):
            asked.append(len(asked))
            answer = answers[min(len(asked), len(answers)) - 1]
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(door, "fetch_keys", fetch)
        settings = Settings(
            models=models,
            store=str(store.url),
            secret_keys=new_secret(),
            oidc_issuer=ISSUER,
            oidc_audience=AUDIENCE,
            allowed_hosts="localhost",
            **given,
        )
        with connect(create_app(settings, stand_in)) as client:
            client.asked = asked
            yield client

    return start


def bearer(**claims):
    return {"headers": {"Authorization": f"Bearer {token(**claims)}"}}


def test_holders_of_tokens_do_not_share_a_rate(provided):
    with provided(KEYS, rate_burst=2, rate_per_minute=1) as client:
        for claim in ("oid", "sub", "azp", "appid"):
            one, two = bearer(**{claim: f"{claim} one"}), bearer(**{claim: f"{claim} two"})
            assert [client.get("/v1/policy", **one).status_code for _ in range(3)] == [200, 200, 429]
            again = bearer(**{claim: f"{claim} one"}, exp=datetime.now(UTC) + timedelta(minutes=9))
            assert client.get("/v1/policy", **again).status_code == 429  # a new token of the same holder
            assert client.get("/v1/policy", **two).status_code == 200


def test_a_token_that_cannot_be_judged_yet_is_not_refused(provided, keys):
    with provided(OSError("away")) as client:
        answer = client.get("/v1/policy", **bearer())
        assert answer.status_code == 503
        assert answer.json()["type"].endswith(":store-unavailable")
        assert answer.headers["retry-after"]
        assert client.get("/v1/policy", headers={"X-API-Key": keys["assess"]}).status_code == 200
        assert client.get("/v1/policy", headers={"Authorization": "Bearer let me in"}).status_code == 401


def test_keys_are_fetched_anew_after_a_failure(provided, monkeypatch):
    monkeypatch.setattr("api.access.tokens.RETRIED_AFTER", 0.02)
    with provided(OSError("away"), ValueError("no keys"), KEYS) as client:
        for _ in range(500):  # no token is shown meanwhile: one that is unknown would have the keys fetched too
            if len(client.asked) == 3:
                break
            client.portal.call(asyncio.sleep, 0.01)
        assert client.get("/v1/policy", **bearer()).status_code == 200
        client.portal.call(asyncio.sleep, 0.1)
        assert len(client.asked) == 3


@pytest.mark.parametrize("claim", ["nonce", "at_hash", "c_hash"])
def test_an_id_token_is_no_permission(claim):
    async def fetch(_):
        return KEYS

    async def read(text):
        checker = TokenChecker(Issuer(ISSUER, AUDIENCE), fetch, b"secret")
        await checker.refresh()
        return checker.read(text)

    assert asyncio.run(read(token())) is not None
    assert asyncio.run(read(token(**{claim: "abc"}))) is None


def test_a_holder_has_one_id_in_every_worker_and_until_the_oldest_secret_key_is_taken_out():
    oldest, newest = (read_secret(new_secret()) for _ in range(2))
    settings = Settings(oidc_issuer=ISSUER, oidc_audience=AUDIENCE)

    async def fetch(_):
        return KEYS

    async def identity(*secrets, **claims):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(door, "fetch_keys", fetch)
            checker = door._token_checker(settings, secrets)
        await checker.refresh()
        return checker.read(token(**{"oid": "one"} | claims)).id

    known = asyncio.run(identity(oldest))
    assert asyncio.run(identity(oldest)) == asyncio.run(identity(newest, oldest)) == known
    assert asyncio.run(identity(newest)) != known
    assert asyncio.run(identity(oldest, oid="two")) != known
    assert "one" not in known
