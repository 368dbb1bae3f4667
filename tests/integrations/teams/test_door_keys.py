"""The issuer's keys: fetched beside everything else, from an address that may be asked, and kept when it is away."""

import asyncio
import time

import httpx
import pytest
from berichtwacht_teams.door import ISSUER, KeysUnavailable, SigningKeys, keys
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm
from teams_caller import FIRST, KEYS, METADATA, SECOND, jwk, providing

WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
CURVE = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def provider():
    with providing() as provider:
        yield provider


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_only_keys_that_may_sign_are_kept(provider):
    provider.keys = [
        jwk(FIRST, "first", endorsements=["msteams"]),
        jwk(SECOND, "encrypts") | {"use": "enc"},
        jwk(WEAK, "weak"),
        {**ECAlgorithm.to_jwk(CURVE.public_key(), as_dict=True), "kid": "curve"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"},
        {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
        {"kty": "RSA", "kid": "half"},
        jwk(SECOND, 3),
        "no key",
    ]

    async def found():
        signing = SigningKeys(provider.metadata)
        await signing.fetch()
        names = ("first", "encrypts", "weak", "curve", "shared", "broken", "half")
        return {name: await signing.key(name) for name in names}

    known = {name: key for name, key in asyncio.run(found()).items() if key}
    assert list(known) == ["first"]
    assert known["first"].key.public_numbers() == FIRST.public_key().public_numbers()
    assert known["first"].endorsements == {"msteams"}


def test_the_event_loop_goes_on_while_the_issuer_is_slow(provider):
    provider.seconds = 1.0  # two answers: two seconds

    async def longest_pause():
        signing = SigningKeys(provider.metadata)
        fetching = asyncio.create_task(signing.fetch())
        longest, last, began = 0.0, time.perf_counter(), time.perf_counter()
        while not fetching.done():
            await asyncio.sleep(0.005)
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
        await fetching
        return longest, time.perf_counter() - began

    longest, took = asyncio.run(longest_pause())
    assert took > 2.0
    assert longest < 0.5  # a fetch that blocks would pause for a second, twice


def test_whoever_asks_at_the_same_time_waits_for_one_answer(provider):
    provider.seconds = 0.1

    async def ask():
        signing = SigningKeys(provider.metadata)
        gives_up = asyncio.create_task(signing.fetch())
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(signing.key("first")) for _ in range(20)]
        gives_up.cancel()
        return await asyncio.gather(*others)

    assert all(asyncio.run(ask()))
    assert provider.asked == [METADATA, KEYS]


def test_a_new_key_is_found_and_an_old_one_goes(provider):
    clock = Clock()

    async def rotate():
        signing = SigningKeys(provider.metadata, clock=clock)
        await signing.fetch()
        provider.keys = [jwk(SECOND, "second")]
        clock.now += 61
        return await signing.key("second"), await signing.key("first")

    second, first = asyncio.run(rotate())
    assert second is not None
    assert first is None


def test_unknown_ids_make_keys_be_fetched_once_a_minute(provider):
    clock = Clock()

    async def ask():
        signing = SigningKeys(provider.metadata, clock=clock)
        asked = []
        for number in range(130):
            clock.now = float(number)
            assert await signing.key(f"unknown {number}") is None
            asked.append(provider.asked.count(KEYS))
        return asked

    asked = asyncio.run(ask())
    assert (asked[0], asked[59], asked[60], asked[119], asked[120]) == (1, 1, 2, 2, 3)


def test_keys_stay_for_a_day_when_the_issuer_is_away(provider):
    clock = Clock()

    async def ask():
        signing = SigningKeys(provider.metadata, clock=clock)
        await signing.fetch()
        provider.broken = True
        with pytest.raises(KeysUnavailable):
            await signing.fetch()
        clock.now += 24 * 3600 - 1
        assert await signing.key("first")
        assert signing.are_known
        clock.now += 1
        assert not signing.are_known
        with pytest.raises(KeysUnavailable):
            await signing.key("first")
        provider.broken = False
        clock.now += 60
        assert await signing.key("first")

    asyncio.run(ask())


def test_keys_are_renewed_in_the_background(provider, monkeypatch):
    monkeypatch.setattr(keys, "RENEWED_EVERY", 0.02)
    monkeypatch.setattr(keys, "RETRIED_AFTER", 0.01)

    async def renew():
        signing = SigningKeys(provider.metadata)
        provider.broken = True
        renewing = asyncio.create_task(signing.renew())
        await until(lambda: provider.asked.count(METADATA) > 2)
        assert not signing.are_known
        provider.broken = False
        await until(lambda: provider.asked.count(KEYS) > 2)
        assert signing.are_known
        renewing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await renewing

    async def until(true):
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.005)

    asyncio.run(renew())


@pytest.mark.parametrize("how", [{"seconds": 1.0}, {"drips": 0.1}], ids=["silent", "drop by drop"])
def test_an_issuer_that_does_not_answer_in_time_is_left(provider, monkeypatch, how):
    monkeypatch.setattr(keys, "TIMEOUT", 0.3)
    vars(provider).update(how)

    async def ask():
        began = time.perf_counter()
        with pytest.raises(KeysUnavailable):
            await SigningKeys(provider.metadata).fetch()
        return time.perf_counter() - began

    assert asyncio.run(ask()) < 0.9


ANSWERS = {
    "another issuer": {METADATA: {"issuer": "https://evil.example", "jwks_uri": "{keys}"}},
    "no issuer": {METADATA: {"jwks_uri": "{keys}"}},
    "no address": {METADATA: {"issuer": ISSUER}},
    "an address that is none": {METADATA: {"issuer": ISSUER, "jwks_uri": ["a"]}},
    "a list": {METADATA: []},
    "no JSON": {METADATA: b"<html>"},
    "no UTF-8": {METADATA: b"\xff"},
    "deep": {KEYS: b"[" * 100_000},
    "too large": {KEYS: {"keys": [jwk(FIRST, "first")], "more": "x" * 1024 * 1024}},
    "no keys": {KEYS: {"keys": []}},
    "keys that are none": {KEYS: {"keys": {"a": 1}}},
    "nothing": {KEYS: b""},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_none_brings_no_keys(provider, name):
    provider.answers = ANSWERS[name]
    with pytest.raises(KeysUnavailable):
        asyncio.run(SigningKeys(provider.metadata).fetch())


INSIDE = [
    "http://169.254.169.254/latest/meta-data",
    "http://inside:5432",
    "http://127.0.0.1:1/keys",
    "https://user:pass@inside/keys",
    "https://inside/keys?a=b",
    "file:///etc/passwd",
    "//inside/keys",
    "",
]


@pytest.mark.parametrize("inside", INSIDE)
def test_only_addresses_of_https_are_asked(inside):
    asked = []

    def answer(request):
        asked.append(str(request.url))
        return httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": inside})

    signing = SigningKeys(transport=httpx.MockTransport(answer))
    with pytest.raises(KeysUnavailable):
        asyncio.run(signing.fetch())
    assert asked == [keys.METADATA]
    if inside != "http://127.0.0.1:1/keys":
        with pytest.raises(ValueError, match="https"):
            SigningKeys(inside)


def test_a_redirect_is_not_followed():
    asked = []

    def answer(request):
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "https://elsewhere.example/"})

    with pytest.raises(KeysUnavailable):
        asyncio.run(SigningKeys(transport=httpx.MockTransport(answer)).fetch())
    assert asked == [keys.METADATA]
