"""The app's own tokens: from the real MSAL, over a network that is played."""

import asyncio
import json
import threading
import time
from urllib.parse import parse_qs

import pytest
import requests
from berichtwacht_teams.app import create_app
from berichtwacht_teams.entra import TIMEOUT, AppTokens, NotSignedIn, by_identity, by_secret
from berichtwacht_teams.settings import Settings
from teams_caller import BOT, TENANT
from teams_house import SECRET, TOKEN

SCOPE = "https://api.botframework.com/.default"
IDENTITY = "99999999-2222-3333-4444-555555555555"
LOGIN = f"https://login.microsoftonline.com/{TENANT}"


class Entra:
    """Answers what MSAL asks, and remembers it."""

    def __init__(self):
        self.asked = []
        self.answer = {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}

    def send(self, _, request, **options):
        address = request.url.partition("?")[0]
        body = request.body.decode() if isinstance(request.body, bytes) else request.body
        form = {name: value for name, (value, *_) in parse_qs(body or "").items()}
        self.asked.append((address, form or parse_qs(request.url.partition("?")[2]), options["timeout"]))
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url
        response.headers["Content-Type"] = "application/json"
        response._content = json.dumps(self._content(address)).encode()
        return response

    def _content(self, address):
        if address.endswith("/discovery/instance"):
            return {"tenant_discovery_endpoint": f"{LOGIN}/v2.0/.well-known/openid-configuration", "metadata": []}
        if address.endswith("/openid-configuration"):
            return {
                "issuer": f"{LOGIN}/v2.0",
                "authorization_endpoint": f"{LOGIN}/oauth2/v2.0/authorize",
                "token_endpoint": f"{LOGIN}/oauth2/v2.0/token",
            }
        return self.answer | {"resource": "x", "expires_on": str(int(time.time()) + 3600)}


@pytest.fixture
def entra(monkeypatch):
    entra = Entra()
    monkeypatch.setattr(requests.Session, "send", lambda session, request, **more: entra.send(session, request, **more))
    return entra


def test_the_secret_goes_to_the_tenant_of_the_registration(entra):
    ask = by_secret(BOT, TENANT, SECRET)
    assert entra.asked == []  # nothing is looked up where everything would wait for it
    assert ask(SCOPE)["access_token"] == TOKEN
    address, form, _ = entra.asked[-1]
    assert address == f"{LOGIN}/oauth2/v2.0/token"
    assert (form["client_id"], form["client_secret"], form["scope"]) == (BOT, SECRET, SCOPE)


def test_a_managed_identity_that_is_the_bot_asks_for_the_resource(entra):
    assert by_identity(BOT, TENANT, BOT)(SCOPE)["access_token"] == TOKEN
    ((address, query, _),) = entra.asked
    assert address == "http://169.254.169.254/metadata/identity/oauth2/token"
    assert (query["resource"], query["client_id"]) == (["https://api.botframework.com"], [BOT])


@pytest.mark.parametrize("identity", ["system", IDENTITY])
def test_another_managed_identity_stands_in_for_the_secret(entra, identity):
    assert by_identity(BOT, TENANT, identity)(SCOPE)["access_token"] == TOKEN
    identified = next(query for address, query, _ in entra.asked if "169.254" in address)
    assert identified["resource"] == ["api://AzureADTokenExchange"]
    assert identified.get("client_id") == (None if identity == "system" else [IDENTITY])
    address, form, _ = entra.asked[-1]
    assert address == f"{LOGIN}/oauth2/v2.0/token"
    assert (form["client_id"], form["client_assertion"]) == (BOT, TOKEN)


@pytest.mark.parametrize("ask", [by_secret(BOT, TENANT, SECRET), by_identity(BOT, TENANT, "system")])
def test_no_request_waits_without_end(entra, ask):
    ask(SCOPE)
    assert {timeout for _, _, timeout in entra.asked} == {TIMEOUT}


@pytest.mark.parametrize("how", [{"app_secret": SECRET}, {"managed_identity": "system"}])
def test_the_app_signs_in_so(entra, how):
    app = create_app(Settings(app_id=BOT, tenant_id=TENANT, service_key="key", **how))
    provider = app.state.parts.teams.token_provider
    assert str(asyncio.run(provider.get_app_token())) == TOKEN
    assert entra.asked


class Asked:
    """Gives tokens that are numbered, when it may."""

    def __init__(self, seconds=0.0, lives=3600):
        self.count = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.seconds = seconds
        self.lives = lives
        self.problem = None

    def __call__(self, scope):
        self.count += 1
        number = self.count
        self.may_go_on.wait(10)
        time.sleep(self.seconds)
        if self.problem is not None:
            return self.problem
        return {"access_token": f"{scope}-{number}", "expires_in": self.lives}


def test_many_who_want_a_token_ask_once():
    asked = Asked(seconds=0.05)

    async def want():
        tokens = AppTokens(asked)
        return await asyncio.gather(*(tokens.get_app_token(scope) for scope in ["a"] * 50 + ["b"] * 50))

    given = asyncio.run(want())
    assert [len(set(given[:50])), len(set(given[50:]))] == [1, 1]
    assert asked.count == 2


def test_nothing_waits_while_entra_is_slow():
    asked = Asked(seconds=0.5)

    async def want():
        waiting = asyncio.create_task(AppTokens(asked).get_app_token("a"))
        longest = 0.0
        while not waiting.done():
            began = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - began)
        return longest

    assert asyncio.run(want()) < 0.3


def test_who_gives_up_takes_the_token_from_nobody():
    asked = Asked()
    asked.may_go_on.clear()

    async def want():
        tokens = AppTokens(asked)
        impatient = asyncio.create_task(tokens.get_app_token("a"))
        patient = asyncio.create_task(tokens.get_app_token("a"))
        await asyncio.sleep(0.01)
        impatient.cancel()
        asked.may_go_on.set()
        return await patient

    assert asyncio.run(want()) == "a-1"
    assert asked.count == 1


def test_a_token_is_renewed_before_it_ends():
    now = [0.0]
    asked = Asked(lives=3600)

    async def want():
        tokens = AppTokens(asked, clock=lambda: now[0])
        given = [await tokens.get_app_token("a")]
        now[0] = 3000.0
        given.append(await tokens.get_app_token("a"))
        now[0] = 3400.0
        asked.may_go_on.clear()
        given += [await tokens.get_app_token("a"), await tokens.get_app_token("a")]
        asked.may_go_on.set()
        now[0] = 3590.0
        given.append(await tokens.get_app_token("a"))
        return given

    assert asyncio.run(want()) == ["a-1", "a-1", "a-1", "a-1", "a-2"]


REFUSAL = {"error": "invalid_client", "error_description": SECRET, "error_codes": [7000215, SECRET]}


@pytest.mark.parametrize("problem", [REFUSAL, {}, {"access_token": "x"}, 3, "x"])
def test_without_a_token_the_next_one_asks_again(problem, caplog):
    asked = Asked()
    asked.problem = problem

    async def want():
        tokens = AppTokens(asked)
        with pytest.raises(NotSignedIn) as refused:
            await tokens.get_app_token("a")
        asked.problem = None
        return refused.value, await tokens.get_app_token("a")

    refusal, token = asyncio.run(want())
    assert token == "a-2"
    facts = [record.facts for record in caplog.records]
    assert SECRET not in f"{refusal!r} {refusal.__cause__} {caplog.text} {facts}"
    assert (facts == [{"codes": [7000215]}]) is (problem is REFUSAL)


def test_no_token_is_shown():
    async def want():
        tokens = AppTokens(Asked())
        return await tokens.get_app_token("sentinel"), vars(tokens)["_tokens"]

    token, kept = asyncio.run(want())
    assert token not in repr(list(kept.values()))
