"""The keys that the Bot Framework signs with, fetched in the background so that no activity waits for them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from berichtwacht_teams.door.addresses import is_loopback_address, is_web_address
from berichtwacht_teams.logs import log_failure

__all__ = ["ISSUER", "METADATA", "KeysUnavailable", "SigningKey", "SigningKeys"]

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where the Bot Framework says where its keys are (OpenID Connect Discovery 1.0)."""

ISSUER = "https://api.botframework.com"
"""Who signs what Teams sends to a bot."""

TIMEOUT = 5.0
"""Seconds that fetching may take, both answers together."""

RENEWED_EVERY = 3600.0
RETRIED_AFTER = 60.0
"""Seconds after which keys are fetched again: when all is well, and when that failed or a key is unknown."""

USABLE_FOR = 24 * 3600.0
"""Seconds that keys count after they were last fetched."""

_FAILED = "the keys of the Bot Framework could not be fetched, they are tried again within a minute"

_LARGEST = 1024 * 1024  # bytes of an answer
_MOST_KEYS = 200
_SHORTEST, _LONGEST = 2048, 8192  # bits of a key; a longer one would take long to check with
_FOR_SIGNING = (None, "sig")  # what a key may say that it is for (RFC 7517, section 4.2)


class KeysUnavailable(Exception):
    """There are no keys to trust: they could not be fetched."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key, and the channels that it may sign for.

    Parameters
    ----------
    key
        The public key.
    endorsements
        The channels; empty when the issuer does not say.
    """

    key: RSAPublicKey
    endorsements: frozenset[str] = frozenset()

    def may_sign_for(self, channel: str | None) -> bool:
        """Return whether an activity of ``channel`` may be signed with this key."""
        return not self.endorsements or channel in self.endorsements


class SigningKeys:
    """The keys of one issuer.

    Run :meth:`renew` as a task; without it, keys are only fetched when one is unknown.

    Parameters
    ----------
    metadata
        Address of the OpenID metadata: HTTPS, or plain HTTP of this machine.
    issuer
        Whom the metadata must name.
    transport
        Carries the requests; the default is the network, with the proxy that the environment names.
    clock
        Returns the time in seconds.

    Raises
    ------
    ValueError
        If the address is no such address.
    """

    def __init__(
        self,
        metadata: str = METADATA,
        *,
        issuer: str = ISSUER,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        if not is_web_address(metadata, loopback=True):
            raise ValueError("the address of the OpenID metadata must be one of https:")
        self._metadata = metadata
        self._issuer = issuer
        self._transport = transport
        self._clock = clock
        self._on_this_machine = is_loopback_address(metadata)
        self._certificates = httpx.create_ssl_context()  # reading them takes time: once, and not beside requests
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched = self._tried = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    @property
    def are_known(self) -> bool:
        """Whether there are keys that count."""
        return bool(self._keys) and self._clock() - self._fetched < USABLE_FOR

    async def key(self, identity: str) -> SigningKey | None:
        """Return the key of that id; ``None`` if the issuer has no such key.

        An unknown id makes the keys be fetched again, but not twice within :data:`RETRIED_AFTER`.

        Raises
        ------
        KeysUnavailable
            If there are no keys that count.
        """
        if not self.are_known or identity not in self._keys:
            await self._look_again()
        if not self.are_known:
            raise KeysUnavailable
        return self._keys.get(identity)

    async def fetch(self) -> None:
        """Fetch the keys now; whoever asks while that goes on waits for the same answer.

        Raises
        ------
        KeysUnavailable
            If that fails; keys that were fetched before stay.
        """
        if self._fetching is None or self._fetching.done():
            self._tried = self._clock()
            self._fetching = asyncio.create_task(self._replace())
            self._fetching.add_done_callback(_retrieve)
        await asyncio.shield(self._fetching)  # who waits may give up; the others still want the keys

    async def renew(self) -> None:
        """Fetch the keys now and again, without end; a failure is logged and tried again."""
        while True:
            try:
                await self.fetch()
            except KeysUnavailable as problem:
                log_failure(problem.__cause__ or problem, _FAILED)
                await asyncio.sleep(RETRIED_AFTER)
            else:
                await asyncio.sleep(RENEWED_EVERY)

    async def _look_again(self) -> None:
        is_fetching = self._fetching is not None and not self._fetching.done()
        if not is_fetching and self._clock() - self._tried < RETRIED_AFTER:
            return
        try:
            await self.fetch()
        except KeysUnavailable as problem:
            log_failure(problem.__cause__ or problem, _FAILED)

    async def _replace(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                found = _signing_keys(await self._key_set())
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError) as problem:
            raise KeysUnavailable from problem
        self._keys, self._fetched = found, self._clock()

    async def _key_set(self) -> Mapping[str, Any]:
        """Fetch the metadata, and the keys where it says that they are; follow no redirect."""
        async with httpx.AsyncClient(
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=not self._on_this_machine,
            transport=self._transport,
            verify=self._certificates,
        ) as client:
            document = await self._object(client, self._metadata)
            if document.get("issuer") != self._issuer:
                raise ValueError("the metadata name another issuer")
            return await self._object(client, document.get("jwks_uri"))

    async def _object(self, client: httpx.AsyncClient, url: object) -> Mapping[str, Any]:
        if not isinstance(url, str) or not is_web_address(url, loopback=self._on_this_machine):
            raise ValueError("the address of the keys is not one of https:")
        content = bytearray()
        async with client.stream("GET", url, headers={"Accept": "application/json"}) as response:
            if response.status_code != httpx.codes.OK:
                raise ValueError("the issuer did not answer 200")
            async for part in response.aiter_bytes():
                content += part
                if len(content) > _LARGEST:
                    raise ValueError("an answer of the issuer is too large")
        found = json.loads(content)
        if not isinstance(found, dict):
            raise ValueError("an answer of the issuer is no object")  # noqa: TRY004 - it is its content that is wrong
        return found


def _retrieve(task: asyncio.Task[None]) -> None:
    """Look at how a task ended, as whoever waited for it may be gone, and asyncio would complain."""
    if not task.cancelled():
        task.exception()


def _signing_keys(key_set: Mapping[str, Any]) -> dict[str, SigningKey]:
    """Return the keys of a JSON Web Key Set (RFC 7517) that RS256 may be checked with; others are passed over."""
    listed = key_set.get("keys")
    found: dict[str, SigningKey] = {}
    for item in listed[:_MOST_KEYS] if isinstance(listed, list) else []:
        key = _rsa_key(item)
        if key is not None:
            endorsed = item.get("endorsements")
            channels = [name for name in endorsed if isinstance(name, str)] if isinstance(endorsed, list) else []
            found[item["kid"]] = SigningKey(key, frozenset(channels))
    if not found:
        raise ValueError("the issuer has no key to sign with")
    return found


def _rsa_key(item: object) -> RSAPublicKey | None:
    if not isinstance(item, dict) or not isinstance(item.get("kid"), str) or item.get("use") not in _FOR_SIGNING:
        return None
    try:
        key = jwt.PyJWK(item, "RS256").key
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, OverflowError):
        return None
    return key if isinstance(key, RSAPublicKey) and _SHORTEST <= key.key_size <= _LONGEST else None
