"""The app's own tokens from Entra: what it shows to Teams with an answer, and to Graph when it reads groups.

Left alone, the SDK looks up the tenant in the event loop, lets every answer ask in a thread of its own, and waits for
Entra without end. Here one thread at a time asks for a token, well before the old one ends, and not without end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

import requests
from msal import (
    ConfidentialClientApplication,
    ManagedIdentityClient,
    SystemAssignedManagedIdentity,
    UserAssignedManagedIdentity,
)

from berichtwacht_teams.logs import log_failure

__all__ = ["AppTokens", "Asking", "NotSignedIn", "by_identity", "by_secret"]

_logger = logging.getLogger(__name__)

Asking = Callable[[str], Mapping[str, Any]]
"""Asks for a token for a scope, in a thread, and returns what MSAL does."""

TIMEOUT = 4.0
"""Seconds that Entra may be silent in one request; a token takes three of them at first, and one later."""

_AUTHORITY = "https://login.microsoftonline.com/{}"
_EXCHANGE = "api://AzureADTokenExchange"  # what a managed identity's token is for that stands in for a secret
_AHEAD = 300.0  # seconds before its end that a token is renewed; MSAL then asks Entra, and not its memory
_LEEWAY = 30.0  # seconds before its end that a token is used no more


class NotSignedIn(OSError):
    """Entra gave no token. The log says why: the codes with which Entra refuses, or what kind of error there was."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    ends: float


class AppTokens:
    """Tokens of the app, one for each scope, kept until shortly before they end. For one event loop.

    Parameters
    ----------
    ask
        Asks for one.
    clock
        Returns the time in seconds.
    """

    def __init__(self, ask: Asking, *, clock: Callable[[], float] = monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._tokens: dict[str, _Token] = {}
        self._asking: dict[str, asyncio.Task[str]] = {}

    async def get_app_token(self, scope: str, tenant_id: str | None = None) -> str:
        """Return a token for ``scope``; the tenant is always the one of the registration.

        Raises
        ------
        NotSignedIn
            If there is none to be had.
        """
        kept = self._tokens.get(scope)
        left = kept.ends - self._clock() if kept else 0.0
        if kept is not None and left > _AHEAD:
            return kept.text
        renewing = self._renew(scope)
        if kept is not None and left > _LEEWAY:
            return kept.text
        return await asyncio.shield(renewing)  # who waits may give up; the others still want the token

    def _renew(self, scope: str) -> asyncio.Task[str]:
        task = self._asking.get(scope)
        if task is None or task.done():
            task = self._asking[scope] = asyncio.create_task(self._replace(scope))
            task.add_done_callback(_retrieve)
        return task

    async def _replace(self, scope: str) -> str:
        asked = self._clock()
        try:
            token = _read(await asyncio.to_thread(self._ask, scope), asked)
        except NotSignedIn:
            raise
        except Exception as problem:  # noqa: BLE001 - what MSAL raises is not known, and may hold secrets
            log_failure(problem)
            raise NotSignedIn("there is no token of the app") from None
        self._tokens[scope] = token
        return token.text


def by_secret(app_id: str, tenant_id: str, secret: str) -> Asking:
    """Sign in with the secret of the registration."""
    return _Registration(app_id, tenant_id, secret)


def by_identity(app_id: str, tenant_id: str, identity: str) -> Asking:
    """Sign in with a managed identity.

    Parameters
    ----------
    app_id
        Id of the registration.
    tenant_id
        Its tenant.
    identity
        Client id of the identity, or ``system``. One that is ``app_id`` is the bot itself; any other, which the
        registration must name as a federated credential, stands in for a secret.
    """
    session = requests.Session()
    session.request = partial(session.request, timeout=TIMEOUT)  # type: ignore[method-assign]
    who = SystemAssignedManagedIdentity() if identity == "system" else UserAssignedManagedIdentity(client_id=identity)
    client = ManagedIdentityClient(who, http_client=session)

    def ask(scope: str) -> Mapping[str, Any]:
        return dict(client.acquire_token_for_client(resource=scope.removesuffix("/.default")))

    if identity.lower() == app_id.lower():
        return ask
    return _Registration(app_id, tenant_id, {"client_assertion": lambda: ask(_EXCHANGE)["access_token"]})


class _Registration:
    """Asks as the registration; it looks up the tenant when it is first asked, as that takes requests too."""

    def __init__(self, app_id: str, tenant_id: str, credential: str | dict[str, Callable[[], str]]) -> None:
        self._app_id = app_id
        self._tenant_id = tenant_id
        self._credential = credential
        self._application: ConfidentialClientApplication | None = None

    def __call__(self, scope: str) -> Mapping[str, Any]:
        if self._application is None:
            self._application = ConfidentialClientApplication(
                self._app_id,
                client_credential=self._credential,
                authority=_AUTHORITY.format(self._tenant_id),
                timeout=TIMEOUT,
            )
        return dict(self._application.acquire_token_for_client([scope]))


def _read(answer: Mapping[str, Any], asked: float) -> _Token:
    if "access_token" not in answer:
        codes = [code for code in answer.get("error_codes") or () if isinstance(code, int)]
        _logger.error("Entra refuses a token", extra={"facts": {"codes": codes}})
        raise NotSignedIn("Entra refuses a token of the app")
    return _Token(str(answer["access_token"]), asked + float(answer["expires_in"]))


def _retrieve(task: asyncio.Task[str]) -> None:
    """Look at how a task ended, as whoever waited for it may be gone, and asyncio would complain."""
    if not task.cancelled():
        task.exception()
