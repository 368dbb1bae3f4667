"""The token that comes with every activity: who signed it, for whom, until when, and for which service address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import time
from typing import Any

import jwt
from microsoft_teams.api import JsonWebToken

from berichtwacht_teams.door.addresses import is_web_address
from berichtwacht_teams.door.keys import ISSUER, SigningKey, SigningKeys

__all__ = ["CHANNEL", "LEEWAY", "Claims", "TokenVerifier", "Unauthorised", "Why"]

CHANNEL = "msteams"
"""The channel that activities of Teams come from."""

LEEWAY = 300.0
"""Seconds that clocks may differ."""

_LONGEST = 16 * 1024  # characters of a token
_LONGEST_LIFE = 24 * 3600.0  # seconds until a token ends


class Why(StrEnum):
    """Why a caller is not let in; for logs and counts, never for the caller."""

    MISSING = "missing"
    NO_BEARER = "no-bearer"
    TOO_LONG = "too-long"
    MALFORMED = "malformed"
    ALGORITHM = "algorithm"
    UNKNOWN_KEY = "unknown-key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    MISSING_CLAIM = "missing-claim"
    EXPIRED = "expired"
    TOO_EARLY = "too-early"
    ENDS_TOO_LATE = "ends-too-late"
    SERVICE_URL = "service-url"
    CHANNEL = "channel"


class Unauthorised(Exception):
    """A token does not count.

    Parameters
    ----------
    reason
        Why not.
    """

    def __init__(self, reason: Why) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says that counts.

    Parameters
    ----------
    service_url
        The address that answers may be sent to.
    payload
        Everything that it says.
    token
        The token itself.
    key
        What it is signed with.
    """

    service_url: str
    payload: Mapping[str, Any] = field(repr=False)
    token: str = field(repr=False)
    key: SigningKey = field(repr=False)


_REASONS: tuple[tuple[type[Exception], Why], ...] = (
    (jwt.MissingRequiredClaimError, Why.MISSING_CLAIM),
    (jwt.ExpiredSignatureError, Why.EXPIRED),
    (jwt.ImmatureSignatureError, Why.TOO_EARLY),
    (jwt.InvalidIssuerError, Why.ISSUER),
    (jwt.InvalidAudienceError, Why.AUDIENCE),
    (jwt.InvalidSignatureError, Why.SIGNATURE),
)
_MALFORMED = (jwt.PyJWTError, ValueError, TypeError, OverflowError)


class TokenVerifier:
    """Checks the tokens of the Bot Framework for one bot.

    Tokens of Microsoft Entra ID, as Agent 365 sends them, do not count: the bot has no identity of an agent.

    Parameters
    ----------
    app_id
        The bot's id, for whom a token must be meant.
    keys
        The issuer's keys.
    issuer
        Who must have signed.
    leeway
        Seconds that clocks may differ.
    loopback
        Whether answers may go to this machine over plain HTTP; for tests.
    clock
        Returns the time in seconds since 1970.
    """

    def __init__(
        self,
        app_id: str,
        keys: SigningKeys,
        *,
        issuer: str = ISSUER,
        leeway: float = LEEWAY,
        loopback: bool = False,
        clock: Callable[[], float] = time,
    ) -> None:
        if not app_id:
            raise ValueError("the bot's id must not be empty")
        self._app_id = app_id
        self._keys = keys
        self._issuer = issuer
        self._leeway = leeway
        self._loopback = loopback
        self._clock = clock

    async def verify(self, authorization: str | None, *, service_url: str | None, channel: str | None) -> Claims:
        """Return what the token in a header ``Authorization`` says, checked against the activity that came with it.

        Raises
        ------
        Unauthorised
            If it does not count.
        KeysUnavailable
            If nobody can say whether it does.
        """
        claims = await self.read(authorization)
        self.match(claims, service_url=service_url, channel=channel)
        return claims

    async def read(self, authorization: str | None) -> Claims:
        """Return what the token says, as far as it can be checked without the activity; see :meth:`verify`."""
        token = _bearer(authorization)
        key = await self._keys.key(_key_id(token))
        if key is None:
            raise Unauthorised(Why.UNKNOWN_KEY)
        payload = self._decode(token, key)
        service_url = payload.get("serviceurl")
        if not service_url or not isinstance(service_url, str):
            raise Unauthorised(Why.MISSING_CLAIM)
        if not is_web_address(service_url, loopback=self._loopback):
            raise Unauthorised(Why.SERVICE_URL)
        return Claims(service_url, payload, token, key)

    def match(self, claims: Claims, *, service_url: str | None, channel: str | None) -> None:
        """Check that the token belongs to an activity.

        Raises
        ------
        Unauthorised
            If the activity wants its answers elsewhere, or comes from a channel that the key may not sign for.
        """
        if service_url is None or claims.service_url.rstrip("/") != service_url.rstrip("/"):
            raise Unauthorised(Why.SERVICE_URL)
        if not claims.key.may_sign_for(channel):
            raise Unauthorised(Why.CHANNEL)

    async def validate_token(self, raw_token: str, service_url: str | None = None) -> dict[str, Any]:
        """Do what the SDK's own validator does, which fetches keys in the event loop and believes tokens without end.

        Raises
        ------
        Unauthorised
            If the token does not count.
        """
        claims = await self.verify(f"Bearer {raw_token}", service_url=service_url, channel=CHANNEL)
        return dict(claims.payload)

    def _decode(self, token: str, key: SigningKey) -> dict[str, Any]:
        try:
            payload = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=self._leeway,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
            ends = int(payload["exp"])
            JsonWebToken(token)  # the SDK reads it into types of its own
        except _MALFORMED as problem:
            raise Unauthorised(_reason(problem)) from None
        if ends > self._clock() + _LONGEST_LIFE:
            raise Unauthorised(Why.ENDS_TOO_LATE)
        return payload


def _bearer(authorization: str | None) -> str:
    if authorization is None or not authorization.strip():
        raise Unauthorised(Why.MISSING)
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorised(Why.NO_BEARER)
    if len(token) > _LONGEST:
        raise Unauthorised(Why.TOO_LONG)
    return token.strip()


def _key_id(token: str) -> str:
    """Return the id of the key that a token says it is signed with; nothing else of the header is believed."""
    try:
        header = jwt.get_unverified_header(token)
    except _MALFORMED:
        raise Unauthorised(Why.MALFORMED) from None
    if header.get("alg") != "RS256":
        raise Unauthorised(Why.ALGORITHM)
    identity = header.get("kid")
    if not isinstance(identity, str) or not identity:
        raise Unauthorised(Why.UNKNOWN_KEY)
    return identity


def _reason(problem: Exception) -> Why:
    return next((reason for kind, reason in _REASONS if isinstance(problem, kind)), Why.MALFORMED)
