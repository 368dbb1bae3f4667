"""Bearer tokens of an identity provider (OpenID Connect), such as Microsoft Entra ID.

The provider's keys are fetched in the background and kept, so that no request waits for the provider. Checked are the
signature, by an algorithm from a fixed list, the issuer, the audience and the times. Which scopes a token carries is
read from its claims ``roles`` (Entra's application roles), ``scp`` and ``scope``.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import jwt
from jwt import PyJWK, PyJWKSet

from api.access.scopes import Scope, granted
from api.background import Background
from api.telemetry import log_failure

__all__ = ["ALGORITHMS", "Holder", "Issuer", "TokenChecker"]

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures that are accepted: asymmetric ones only. ``none`` and shared secrets are not among them."""

LEEWAY = 60
"""Seconds that clocks may differ."""

_FOR_SIGNING = (None, "sig")  # what a key may say that it is for (RFC 7517, section 4.2)
_FETCHED_WITHIN = 10.0
REFRESHED_EVERY = 3600.0
RETRIED_AFTER = 30.0
"""Seconds after which the keys are fetched again: when all is well, and when they are missing or one is unknown."""

_CLAIMS = ("roles", "scp", "scope")
_HOLDERS = ("oid", "sub", "azp", "appid")
_OF_AN_IDENTITY = frozenset({"nonce", "at_hash", "c_hash"})
"""Claims of an ID token, which says to an application who somebody is and is no permission to ask us anything."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a token: an id that tells holders apart and nobody who they are, and what they may do."""

    id: str
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose tokens count, and for whom they must be meant."""

    url: str
    audience: str
    prefix: str = ""


@dataclass(slots=True)
class TokenChecker:
    """Checks tokens of one issuer.

    Parameters
    ----------
    issuer
        The issuer.
    fetch
        Fetches the issuer's keys, a JSON Web Key Set (RFC 7517).
    secret
        What the ids of holders are made with: the same secret gives the same holder the same id.
    """

    issuer: Issuer
    fetch: Callable[[str], Awaitable[Mapping[str, Any]]]
    secret: bytes = field(repr=False)
    _keys: dict[str, PyJWK] = field(default_factory=dict)
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _fetched: float = float("-inf")
    _background: Background = field(init=False)

    def __post_init__(self) -> None:
        self._background = Background(self._keep_fresh)

    @property
    def is_known(self) -> bool:
        """Whether the provider's keys were ever fetched; before that, nobody can say that a token does not count."""
        return bool(self._keys)

    def read(self, token: str) -> Holder | None:
        """Return who holds a token and what it allows, ``None`` if it does not count; never waits."""
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(header.get("kid"))
            if key is None or header.get("alg") not in ALGORITHMS:
                return None
            claims = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=self.issuer.audience,
                issuer=self.issuer.url,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            return None
        if _OF_AN_IDENTITY & claims.keys():
            return None
        return Holder(self._opaque(claims), granted(_names(claims), prefix=self.issuer.prefix))

    def _opaque(self, claims: Mapping[str, Any]) -> str:
        """Return what tells one holder from another, and nobody without the secret who it is."""
        named = next((claims[name] for name in _HOLDERS if isinstance(claims.get(name), str)), "")
        return hmac.new(self.secret, f"{self.issuer.url} {named}".encode(), hashlib.sha256).hexdigest()

    async def start(self) -> None:
        """Fetch the keys, and go on doing so until :meth:`stop`."""
        self._background.start()

    async def stop(self) -> None:
        """Stop fetching."""
        await self._background.stop()

    async def refresh(self) -> None:
        """Fetch the keys now; when that fails, the last known ones stay."""
        self._fetched = monotonic()
        try:
            async with asyncio.timeout(_FETCHED_WITHIN):
                found = PyJWKSet.from_dict(dict(await self.fetch(self.issuer.url)))
            self._keys = {key.key_id: key for key in found.keys if key.key_id and key.public_key_use in _FOR_SIGNING}
        except Exception as problem:  # noqa: BLE001 - a provider that is away must not stop who has a key
            log_failure(problem)
            self._wanted.set()

    def _key(self, identity: object) -> PyJWK | None:
        key = self._keys.get(identity) if isinstance(identity, str) else None
        if key is None:
            self._wanted.set()
        return key

    async def _keep_fresh(self) -> None:
        await self.refresh()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), REFRESHED_EVERY)
            await asyncio.sleep(max(0.0, self._fetched + RETRIED_AFTER - monotonic()))
            self._wanted.clear()
            await self.refresh()


def _names(claims: Mapping[str, Any]) -> list[str]:
    names: list[str] = []
    for claim in _CLAIMS:
        value = claims.get(claim)
        if isinstance(value, str):
            names += value.split()
        elif isinstance(value, list):
            names += [item for item in value if isinstance(item, str)]
    return names
