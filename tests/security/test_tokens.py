"""Bearer tokens made to be believed: by another signature, another key, another reading, or by breaking the reader."""

import asyncio
import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from api.access.scopes import Scope
from api.access.tokens import Issuer, TokenChecker

ISSUER, AUDIENCE = "https://login.example/tenant", "api://berichtwacht"
PRIVATE, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PEM = PRIVATE.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
SHARED = b"a secret that the provider publishes by mistake"
HEADER = b'{"alg": "%b", "kid": "%b"}'
CLAIMS = {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 3600, "roles": ["admin"]}


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def jwk(private, **more):
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key())), "kid": "one", **more}


def signed(claims=None, *, private=PRIVATE, algorithm="RS256", **header):
    return jwt.encode(CLAIMS if claims is None else claims, private, algorithm, headers={"kid": "one", **header})


def by_hand(header, payload, key=None):
    """A token of any bytes, with a signature by a shared secret or none that counts."""
    start = f"{encoded(header)}.{encoded(payload)}"
    signature = b"x" * 256 if key is None else hmac.new(key, start.encode(), hashlib.sha256).digest()
    return f"{start}.{encoded(signature)}"


def rs256(payload):
    """A token that the issuer signed over any bytes."""
    algorithm = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256)
    start = f"{encoded(HEADER % (b'RS256', b'one'))}.{encoded(payload)}"
    return f"{start}.{encoded(algorithm.sign(start.encode(), PRIVATE))}"


def claims_with(more):
    return json.dumps(CLAIMS | {"exp": None}).replace('"exp": null', more).encode()


@pytest.fixture(scope="module")
def checker():
    """A checker that knows the issuer's keys: one to sign, one to encrypt, and one that should be no key at all."""
    shared = {"kty": "oct", "k": encoded(SHARED), "kid": "shared"}

    async def fetch(_):
        return {"keys": [jwk(PRIVATE), jwk(PRIVATE, kid="encrypts", use="enc"), shared]}

    checker = TokenChecker(Issuer(ISSUER, AUDIENCE), fetch, b"secret")
    asyncio.run(checker.refresh())
    return checker


def test_a_good_token_counts(checker):
    assert checker.read(signed()).scopes == {Scope.ADMIN}
    assert checker.read(signed(CLAIMS | {"aud": ["api://other", AUDIENCE]})).scopes == {Scope.ADMIN}


BODY = json.dumps(CLAIMS).encode()
FORGED = {
    "signed by another": signed(private=OTHER),
    "key in the token": signed(private=OTHER, jwk=jwk(OTHER)),
    "address of a key": signed(private=OTHER, jku="https://evil.example/keys"),
    "address of a certificate": signed(private=OTHER, x5u="https://evil.example/a.pem", x5c=["MIIB"]),
    "no signature": by_hand(HEADER % (b"none", b"one"), BODY).rpartition(".")[0] + ".",
    "no signature in capitals": by_hand(HEADER % (b"NONE", b"one"), BODY),
    "another algorithm of the same key": signed(algorithm="PS256"),
    "public key as a secret": by_hand(HEADER % (b"HS256", b"one"), BODY, PEM),
    "public key as a secret, said to be RSA": by_hand(HEADER % (b"RS256", b"one"), BODY, PEM),
    "published secret": by_hand(HEADER % (b"HS256", b"shared"), BODY, SHARED),
    "published secret, said to be RSA": by_hand(HEADER % (b"RS256", b"shared"), BODY, SHARED),
    "key for encryption": signed(kid="encrypts"),
    "key id that is a path": signed(private=OTHER, kid="../../../../dev/null"),
    "key id that is SQL": signed(private=OTHER, kid="' UNION SELECT 'a"),
    "algorithm as a list": by_hand(b'{"alg": ["RS256"], "kid": "one"}', BODY),
    "key id as a list": by_hand(b'{"alg": "RS256", "kid": ["one"]}', BODY),
    "key id of half a character": by_hand(b'{"alg": "RS256", "kid": "\\ud800"}', BODY),
    "critical extension": signed(crit=["x"], x=1),
    "unencoded content": by_hand(b'{"alg": "RS256", "kid": "one", "b64": false, "crit": ["b64"]}', BODY),
    "deep header": by_hand(b"[" * 10_000, BODY),
    "deep member of the header": by_hand(b'{"alg": "RS256", "kid": "one", "x": ' + b"[" * 10_000, BODY),
    "five parts": f"{signed()}.a.b",
    "dots": "." * 16_000,
    "NUL": signed() + "\0",
    "no ASCII": "é.é.é",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_does_not_count(checker, name):
    assert checker.read(FORGED[name]) is None


SIGNED = {
    "audience among others": CLAIMS | {"aud": ["api://other"]},
    "audience as a number": CLAIMS | {"aud": [3]},
    "part of the audience": CLAIMS | {"aud": "api://"},
    "no audience": {name: value for name, value in CLAIMS.items() if name != "aud"},
    "longer issuer": CLAIMS | {"iss": f"{ISSUER}/"},
    "issuer as a number": rs256(BODY.replace(json.dumps(ISSUER).encode(), b"3")),
    "issuer as a list": rs256(BODY.replace(json.dumps(ISSUER).encode(), json.dumps([ISSUER]).encode())),
    "ended": CLAIMS | {"exp": time.time() - 61},
    "not yet": CLAIMS | {"nbf": time.time() + 3600},
    "made tomorrow": CLAIMS | {"iat": time.time() + 86_400},
    "no end": {name: value for name, value in CLAIMS.items() if name != "exp"},
    "end without end": rs256(claims_with('"exp": 1e999')),
    "end that is no number": rs256(claims_with('"exp": NaN')),
    "end that is a list": rs256(claims_with('"exp": [9999999999]')),
    "begin without end": rs256(claims_with('"exp": 9999999999, "nbf": 1e999')),
    "audience said twice": rs256(claims_with('"exp": 9999999999, "aud": "api://other"')),
    "claims that are a list": rs256(b"[]"),
    "deep claims": rs256(claims_with('"exp": 9999999999, "x": ' + "[" * 9_000)),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_token_of_the_issuer_that_is_not_meant_for_us_or_for_now_does_not_count(checker, name):
    made = SIGNED[name]
    assert checker.read(made if isinstance(made, str) else signed(made)) is None


@pytest.mark.parametrize("roles", [None, {}, 3, [None], ["Admin"], ["admin "], "administrator", ["adm", "in"]])
def test_a_scope_is_had_by_its_very_name_only(checker, roles):
    assert checker.read(signed(CLAIMS | {"roles": roles})).scopes == frozenset()


def test_the_digests_of_a_secret_are_compared_to_their_ends(monkeypatch):
    """How long the comparison takes tells nothing of where two digests begin to differ."""
    from api.access import keys

    compared = []
    monkeypatch.setattr(keys.hmac, "compare_digest", lambda one, other: compared.append((one, other)) or one == other)
    made = keys.new_key("chat", frozenset({Scope.ASSESS}))
    secret = keys.parse(made.text)[1]
    assert keys.verify(made.record, secret)
    assert not keys.verify(made.record, "A" * 43)
    assert [len(digest) for pair in compared for digest in pair] == [64] * 4
