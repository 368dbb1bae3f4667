"""The application: the door, the SDK, the handlers, and what goes on beside them while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from berichtwacht_client import AsyncClient
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from microsoft_teams.common import ClientOptions

from berichtwacht_teams.assessing import Assessor
from berichtwacht_teams.conversations import Conversations
from berichtwacht_teams.desk import Desk
from berichtwacht_teams.door import Door, SigningKeys, TokenVerifier
from berichtwacht_teams.entra import AppTokens, NotSignedIn, by_identity, by_secret
from berichtwacht_teams.handlers import register
from berichtwacht_teams.logs import log_event, log_failure
from berichtwacht_teams.officials import FileList, GroupList, ListState, Officials
from berichtwacht_teams.sdk import App, AppOptions
from berichtwacht_teams.seals import Seals
from berichtwacht_teams.settings import Settings

__all__ = ["Outside", "create_app"]

CONNECTOR_SECONDS = 3.0
"""Seconds that Teams may take to take an answer."""

GRAPH = "https://graph.microsoft.com/.default"


@dataclass(frozen=True, slots=True)
class Outside:
    """What the app takes from outside; a test gives its own.

    Parameters
    ----------
    keys
        The keys that activities are signed with; by default those of the Bot Framework.
    token
        Returns a token of the app for a scope and a tenant; by default from Entra, with the secret or the identity.
    loopback
        Whether Teams may be on this machine, over plain HTTP.
    """

    keys: SigningKeys | None = None
    token: Callable[[Any, str | None], Any] | AppTokens | None = None
    loopback: bool = False


def create_app(settings: Settings, outside: Outside | None = None) -> FastAPI:
    """Return the application that a server runs.

    Parameters
    ----------
    settings
        What the administrator chose.
    outside
        What it takes from outside.

    Raises
    ------
    OfficialsError
        If the list of key officials is not right.
    ValueError
        If the address of the service is not right.
    """
    outside = outside or Outside()
    app = FastAPI(lifespan=_lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    keys = None if settings.development else outside.keys or SigningKeys()
    verifier = None if keys is None else TokenVerifier(str(settings.app_id), keys, loopback=outside.loopback)
    door = Door(app, verifier, tenant=str(settings.tenant_id) if settings.tenant_id else None)
    teams = App(**_options(settings, outside, door))
    officials = _officials(settings, teams)
    client = AsyncClient(
        settings.service,
        credential=settings.service_key.get_secret_value() if settings.service_key else None,
        allow_unencrypted=settings.service_unencrypted,
    )
    secret = settings.app_secret.get_secret_value().encode() if settings.app_secret else None
    desk = Desk(
        assessor=Assessor(client, seconds=settings.service_seconds),
        conversations=Conversations(officials),
        seals=Seals(secret),
        nudges=settings.nudges,
    )
    register(teams, desk)
    app.state.parts = _Parts(door, teams, desk, keys, officials)
    _add_health(app, keys, officials)
    return app


@dataclass(frozen=True, slots=True)
class _Parts:
    door: Door
    teams: App
    desk: Desk
    keys: SigningKeys | None
    officials: Officials | None


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: _Parts = app.state.parts
    await parts.teams.initialize()
    parts.door.guard(parts.teams)
    beside: list[Coroutine[Any, Any, None]] = []
    if parts.keys is not None:
        beside += [_logged(parts.keys.renew()), _sign_in(parts.teams)]
    if parts.officials is not None:
        beside.append(_logged(parts.officials.keep_fresh()))
    tasks = [asyncio.create_task(work) for work in beside]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await parts.desk.assessor.close()
        for client in (parts.teams.http_client, parts.teams.api.http):
            await client.http.aclose()
        log_event("stopped", dict(parts.door.counts))


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    """Do work beside, and say it when that ends as it should not: nobody else waits for it."""
    try:
        await work
    except Exception as problem:  # noqa: BLE001 - whatever it is, the app goes on without
        log_failure(problem)


async def _sign_in(teams: App) -> None:
    """Get the app's own token ahead, so that the first answer does not wait for it; without one, that tries again."""
    try:
        await teams.token_provider.get_app_token()
    except Exception as problem:  # noqa: BLE001 - whatever it is, the next answer tries again
        log_failure(problem, "the app could not sign in at Entra, it tries again with the next answer")


def _options(settings: Settings, outside: Outside, door: Door) -> AppOptions:
    options = AppOptions(
        http_server_adapter=door,
        dangerously_allow_unauthenticated_requests=settings.development,
        client=ClientOptions(timeout=CONNECTOR_SECONDS),
        fetch_user_token=False,
        state=False,
        telemetry={"agent365": False},
    )
    if settings.app_id is not None:
        options["client_id"] = str(settings.app_id)
        options["tenant_id"] = str(settings.tenant_id)
        options["token"] = outside.token or _tokens(str(settings.app_id), settings)
    return options


def _tokens(app_id: str, settings: Settings) -> AppTokens:
    if settings.app_secret is not None:
        return AppTokens(by_secret(app_id, str(settings.tenant_id), settings.app_secret.get_secret_value()))
    return AppTokens(by_identity(app_id, str(settings.tenant_id), str(settings.managed_identity)))


def _officials(settings: Settings, teams: App) -> Officials | None:
    """Return who the key officials are; ``None`` when no list is kept, as then nothing is known of anybody."""
    file = FileList(settings.officials) if settings.officials else None
    groups = None

    async def token() -> str:
        given = await teams.token_provider.get_app_token(GRAPH, str(settings.tenant_id))
        if given is None:
            raise NotSignedIn("there is no token in development mode")
        return str(given)

    if settings.official_groups:
        groups = GroupList({str(group): role for group, role in settings.official_groups}, token)
    return Officials(file, groups) if file or groups else None


def _add_health(app: FastAPI, keys: SigningKeys | None, officials: Officials | None) -> None:
    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready")
    async def ready() -> JSONResponse:
        is_ready = keys is None or keys.are_known
        found: dict[str, Any] = {"status": "ready" if is_ready else "not ready"}
        if not is_ready:
            found["reason"] = "there are no keys of the Bot Framework; the log says why"
        if officials is not None:
            found["officials"] = [_shown(state) for state in officials.state()]
        return JSONResponse(found, 200 if is_ready else 503)


def _shown(state: ListState) -> dict[str, Any]:
    """Return what the health page shows of a list: how many people, and none of them."""
    return {
        "source": state.source,
        "people": dict(state.people),
        "read_at": state.read_at.isoformat() if state.read_at else None,
        "stale": state.stale,
        "problem": state.problem,
    }
