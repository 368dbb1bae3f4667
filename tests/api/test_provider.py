"""Fetching an identity provider's keys: over HTTPS, from whom it says it is, and nowhere else."""

import asyncio

import httpx
import pytest

from api.access.provider import ProviderError, fetch_keys, is_https

ISSUER = "https://login.example/tenant/v2.0"
DISCOVERY = f"{ISSUER}/.well-known/openid-configuration"
JWKS = "https://keys.example/keys"


def fetch(answers, issuer=ISSUER):
    """Fetch from a provider that answers so; return what came and which addresses were asked."""
    asked = []

    def answer(request):
        asked.append(str(request.url))
        found = answers[str(request.url)]
        return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

    try:
        return asyncio.run(fetch_keys(issuer, transport=httpx.MockTransport(answer))), asked
    except (ProviderError, httpx.HTTPError) as problem:
        return problem, asked


def test_the_keys_are_those_of_the_discovery_document():
    keys, asked = fetch({DISCOVERY: {"issuer": ISSUER, "jwks_uri": JWKS}, JWKS: {"keys": []}})
    assert keys == {"keys": []}
    assert asked == [DISCOVERY, JWKS]


@pytest.mark.parametrize(
    "inside",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:5432",
        "file:///etc/passwd",
        "ftp://inside/keys",
        "//inside/keys",
        "https://user:pass@inside/keys",
        "https://inside/keys?a=b",
        "",
        None,
        {"a": 1},
    ],
)
def test_an_address_that_is_not_plain_https_is_not_asked(inside):
    problem, asked = fetch({DISCOVERY: {"issuer": ISSUER, "jwks_uri": inside}})
    assert isinstance(problem, ProviderError)
    assert asked == [DISCOVERY]


def test_a_redirect_is_not_followed():
    moved = httpx.Response(302, headers={"Location": "http://169.254.169.254/"})
    problem, asked = fetch({DISCOVERY: moved})
    assert isinstance(problem, ProviderError)
    assert asked == [DISCOVERY]


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://other.example", "jwks_uri": JWKS},
        {"jwks_uri": JWKS},
        [],
        httpx.Response(500),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, content=b"[" * 600_000),
    ],
)
def test_an_answer_that_is_none_is_refused(document):
    problem, asked = fetch({DISCOVERY: document})
    assert isinstance(problem, ProviderError)
    assert asked == [DISCOVERY]


@pytest.mark.parametrize(
    ("url", "holds"),
    [("https://a.example", True), ("https://a.example/b", True), ("http://a.example", False), ("https://", False)],
)
def test_what_https_is(url, holds):
    assert is_https(url) is holds
