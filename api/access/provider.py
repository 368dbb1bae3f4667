"""Fetching the keys of an identity provider: its discovery document (OpenID Connect Discovery 1.0), then its keys."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from classifier.errors import BerichtwachtError

__all__ = ["ProviderError", "fetch_keys", "is_https", "is_web_address"]

_TIMEOUT = 5.0  # seconds
_LARGEST = 512 * 1024  # bytes
_MORE = re.compile(r"[\s@?#\\]")  # a user, a query, a fragment, or what two readers would read differently


class ProviderError(BerichtwachtError):
    """The identity provider did not answer as it should."""


def is_https(url: str) -> bool:
    """Return whether ``url`` is an address over HTTPS, without a user, a password, a query or a fragment."""
    return is_web_address(url, schemes=("https",))


def is_web_address(url: str, *, schemes: Collection[str]) -> bool:
    """Return whether ``url`` is an address of one of ``schemes``: a host, perhaps a port and a path, and no more."""
    if not url.isascii() or not url.isprintable() or _MORE.search(url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, or half an address of IPv6
        return False


async def fetch_keys(issuer: str, *, transport: httpx.AsyncBaseTransport | None = None) -> Mapping[str, Any]:
    """Return the JSON Web Key Set of ``issuer``.

    Only HTTPS is spoken and no redirect followed, so that nobody who answers can send us to an address inside.

    Raises
    ------
    ProviderError
        If the issuer names another issuer or no HTTPS address, or an answer is no JSON object or too large.
    httpx.HTTPError
        If it cannot be reached.
    """
    async with httpx.AsyncClient(
        timeout=_TIMEOUT, follow_redirects=False, trust_env=True, transport=transport
    ) as client:
        document = await _object(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer:
            raise ProviderError("the discovery document names another issuer")
        return await _object(client, str(document.get("jwks_uri")))


async def _object(client: httpx.AsyncClient, url: str) -> Mapping[str, Any]:
    if not is_https(url):
        raise ProviderError("an address of the provider is not HTTPS")
    content = bytearray()
    async with client.stream("GET", url, headers={"Accept": "application/json"}) as response:
        if response.status_code != httpx.codes.OK:
            raise ProviderError(f"the provider answered {response.status_code}")
        async for part in response.aiter_bytes():
            content += part
            if len(content) > _LARGEST:
                raise ProviderError("an answer of the provider is too large")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise ProviderError("an answer of the provider is no JSON") from None
    if not isinstance(found, dict):
        raise ProviderError("an answer of the provider is no object")
    return found
