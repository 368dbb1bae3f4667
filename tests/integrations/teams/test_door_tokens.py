"""Who is let in: only the Bot Framework, for this bot, in time, and with answers that go where the token says."""

import asyncio
import time

import pytest
from berichtwacht_teams.door import KeysUnavailable, SigningKeys, TokenVerifier, Unauthorised, Why
from teams_caller import (
    BOT,
    FIRST,
    PEM,
    SECOND,
    SERVICE,
    STRANGER,
    Bot,
    activity,
    answering,
    by_hand,
    encoded,
    jwk,
    post,
    providing,
    signed,
    verifier_for,
)

DAY = 24 * 3600
ENTRA = f"https://login.microsoftonline.com/{BOT}/v2.0"


def changed(token):
    """The token with another payload under the same signature."""
    head, _, signature = token.split(".")
    return ".".join((head, signed(aud="someone").split(".")[1], signature))


REFUSED = {
    "no header": (None, Why.MISSING),
    "empty header": ("", Why.MISSING),
    "basic": ("Basic dXNlcjpwYXNz", Why.NO_BEARER),
    "no token": ("Bearer", Why.NO_BEARER),
    "garbage": ("Bearer garbage", Why.MALFORMED),
    "three dots": ("Bearer ...", Why.MALFORMED),
    "no ASCII": ("Bearer é.é.é", Why.MALFORMED),
    "deep header": (f"Bearer {encoded(b'[' * 5000)}.e30.AA", Why.MALFORMED),
    "too long": (f"Bearer {signed(more='x' * 16 * 1024)}", Why.TOO_LONG),
    "no signature": (f"Bearer {by_hand({'alg': 'none', 'kid': 'first'})}", Why.ALGORITHM),
    "no signature in capitals": (f"Bearer {by_hand({'alg': 'NONE', 'kid': 'first'})}", Why.ALGORITHM),
    "public key as secret": (f"Bearer {by_hand({'alg': 'HS256', 'kid': 'first'}, PEM)}", Why.ALGORITHM),
    "public key as secret, said to be RSA": (
        f"Bearer {by_hand({'alg': 'RS256', 'kid': 'first'}, PEM)}",
        Why.SIGNATURE,
    ),
    "another algorithm of the same key": (f"Bearer {signed(algorithm='RS512')}", Why.ALGORITHM),
    "no key id": (f"Bearer {by_hand({'alg': 'RS256'})}", Why.UNKNOWN_KEY),
    "unknown key id": (f"Bearer {signed(kid='fourth')}", Why.UNKNOWN_KEY),
    "wrong key": (f"Bearer {signed(STRANGER)}", Why.SIGNATURE),
    "key in the token": (f"Bearer {signed(STRANGER, header={'jwk': jwk(STRANGER, 'first')})}", Why.SIGNATURE),
    "changed payload": (f"Bearer {changed(signed())}", Why.SIGNATURE),
    "another audience": (f"Bearer {signed(aud='other')}", Why.AUDIENCE),
    "audience among others": (f"Bearer {signed(aud=[BOT, 'other'])}", Why.AUDIENCE),
    "audience as an address": (f"Bearer {signed(aud=f'api://{BOT}')}", Why.AUDIENCE),
    "no audience": (f"Bearer {signed(aud=None)}", Why.MISSING_CLAIM),
    "another issuer": (f"Bearer {signed(iss='https://api.botframework.us')}", Why.ISSUER),
    "issued by Entra": (f"Bearer {signed(iss=ENTRA, tid=BOT, azp='5a807f24')}", Why.ISSUER),
    "issued and signed by Entra": (f"Bearer {signed(STRANGER, 'entra', iss=ENTRA, tid=BOT)}", Why.UNKNOWN_KEY),
    "no issuer": (f"Bearer {signed(iss=None)}", Why.MISSING_CLAIM),
    "expired": (f"Bearer {signed(exp=time.time() - 400)}", Why.EXPIRED),
    "no end": (f"Bearer {signed(exp=None)}", Why.MISSING_CLAIM),
    "end far away": (f"Bearer {signed(exp=time.time() + 2 * DAY)}", Why.ENDS_TOO_LATE),
    "not yet": (f"Bearer {signed(nbf=time.time() + 3000)}", Why.TOO_EARLY),
    "made tomorrow": (f"Bearer {signed(iat=time.time() + DAY)}", Why.TOO_EARLY),
    "another service address": (f"Bearer {signed(serviceurl='https://evil.example/')}", Why.SERVICE_URL),
    "service address without encryption": (f"Bearer {signed(serviceurl='http://127.0.0.1/')}", Why.SERVICE_URL),
    "no service address": (f"Bearer {signed(serviceurl=None)}", Why.MISSING_CLAIM),
    "service address as a list": (f"Bearer {signed(serviceurl=[SERVICE])}", Why.MALFORMED),
    "key for another channel": (f"Bearer {signed(SECOND, 'other')}", Why.CHANNEL),
    "claim that the SDK cannot read": (f"Bearer {signed(tid=3)}", Why.MALFORMED),
}


@pytest.fixture(scope="module")
def provider():
    with providing() as provider:
        yield provider


@pytest.fixture(scope="module")
def bot(provider):
    return Bot(verifier_for(provider))


@pytest.fixture(scope="module")
def client(bot):
    with answering(bot) as client:
        yield client


@pytest.mark.parametrize("name", REFUSED)
def test_who_shows_no_good_token_is_not_let_in(client, bot, name):
    header, why = REFUSED[name]
    bot.seen.clear()
    before = bot.door.counts[f"unauthorised-{why}"]
    response = post(client, activity(), **({} if header is None else {"Authorization": header.encode()}))
    assert response.status_code == 401
    assert response.json() == {"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["www-authenticate"] == "Bearer"
    assert bot.seen == []
    assert bot.door.counts[f"unauthorised-{why}"] == before + 1


SKEW = 200  # seconds that the issuer's clock may be off
GOOD = {
    "plain": {},
    "clock of the issuer is behind": {"exp": -SKEW},
    "clock of the issuer is ahead": {"nbf": SKEW, "iat": SKEW},
    "no stroke at the end": {"serviceurl": SERVICE.rstrip("/")},
    "neither nbf nor iat": {"nbf": None, "iat": None},
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_token_is_let_in(client, name):
    given = {claim: time.time() + value if isinstance(value, int) else value for claim, value in GOOD[name].items()}
    response = post(client, activity(), signed(**given))
    assert (response.status_code, response.json()) == (200, {"seen": "message"})
    assert response.headers["cache-control"] == "no-store"


def test_two_tokens_are_none(client):
    headers = [("Authorization", f"Bearer {signed()}"), ("Authorization", f"Bearer {signed()}")]
    assert client.post("/api/messages", json=activity(), headers=headers).status_code == 401


def test_a_bad_token_is_refused_before_the_body_is_read(client):
    assert post(client, b"{", signed(STRANGER)).status_code == 401
    assert post(client, b"{").status_code == 401
    assert post(client, b"{", signed()).status_code == 400


def test_the_address_of_the_activity_must_be_that_of_the_token(client):
    assert post(client, activity(serviceUrl="https://evil.example/"), signed()).status_code == 401
    assert post(client, activity(serviceUrl=f"{SERVICE}v2"), signed()).status_code == 401


def verified(verifier, token=None, **more):
    return asyncio.run(
        verifier.verify(f"Bearer {token or signed()}", **({"service_url": SERVICE, "channel": "msteams"} | more))
    )


def test_what_a_token_says_is_in_no_repr(provider):
    token = signed(who="Sanne")
    found = verified(verifier_for(provider), token)
    assert (found.service_url, found.payload["who"]) == (SERVICE, "Sanne")
    assert "Sanne" not in repr(found)
    assert token not in repr(found)


@pytest.mark.parametrize("more", [{"service_url": None}, {"service_url": ""}, {"channel": None}, {"channel": "web"}])
def test_a_token_counts_only_with_its_activity(provider, more):
    with pytest.raises(Unauthorised):
        verified(verifier_for(provider), **more)


def test_an_address_of_this_machine_counts_only_in_tests(provider):
    here = "http://127.0.0.1:8080/"
    token = signed(serviceurl=here)
    assert verified(verifier_for(provider, loopback=True), token, service_url=here).service_url == here
    with pytest.raises(Unauthorised):
        verified(verifier_for(provider), token, service_url=here)


def test_a_key_without_endorsements_may_sign_for_every_channel(provider):
    with providing() as another:
        another.keys = [jwk(FIRST, "first")]
        assert verified(verifier_for(another), channel="webchat").service_url == SERVICE


def test_it_stands_in_for_the_validator_of_the_sdk(provider, bot):
    verifier = verifier_for(provider)
    assert asyncio.run(verifier.validate_token(signed(), SERVICE))["aud"] == BOT
    for token, service_url in [(signed(exp=None), SERVICE), (signed(), None), ("", SERVICE)]:
        with pytest.raises(Unauthorised):
            asyncio.run(verifier.validate_token(token, service_url))
    assert isinstance(bot.sdk.server._token_validator, TokenVerifier)


def test_an_sdk_that_lets_everybody_in_is_not_started(provider, monkeypatch):
    monkeypatch.setenv("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true")
    bot = Bot(verifier_for(provider))
    with pytest.raises(RuntimeError):
        bot.door.guard(bot.sdk)
    with pytest.raises(RuntimeError):
        asyncio.run(bot.start())


def test_nobody_can_be_recognised_without_keys():
    with providing() as provider:
        provider.broken = True
        bot = Bot(verifier_for(provider))
        with answering(bot) as client:
            response = post(client, activity(), signed())
            assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        with pytest.raises(KeysUnavailable):
            verified(verifier_for(provider))


def test_a_bot_without_an_id_has_no_verifier(provider):
    with pytest.raises(ValueError, match="id"):
        TokenVerifier("", SigningKeys(provider.metadata))
