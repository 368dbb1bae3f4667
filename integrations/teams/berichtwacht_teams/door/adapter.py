"""The door: lets in only what Teams signed, what is whole and what is new, and only then asks the SDK."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from berichtwacht_teams.door.activities import InvalidActivity, read_activity
from berichtwacht_teams.door.addresses import is_loopback_address
from berichtwacht_teams.door.keys import KeysUnavailable
from berichtwacht_teams.door.problems import NO_STORE, Problem, answer_problems
from berichtwacht_teams.door.replays import Replays
from berichtwacht_teams.door.tokens import Claims, TokenVerifier, Unauthorised
from berichtwacht_teams.logs import log_event, log_failure
from berichtwacht_teams.sdk import App, HttpRequest, HttpResponse, HttpRouteHandler

__all__ = ["BODY_SECONDS", "LARGEST_BODY", "Door"]

LARGEST_BODY = 256 * 1024
"""Bytes of a body; Teams sends messages of at most some 100 KiB."""

BODY_SECONDS = 10.0
"""Seconds in which a body must come."""

_LATER = {"Retry-After": "5"}
_CLOSE = {"Connection": "close"}  # what is left of the body is not read


class Door:
    """The SDK's way to HTTP, on a FastAPI application.

    Use it as the SDK's ``http_server_adapter``, and call :meth:`guard` once the SDK is initialised.

    Parameters
    ----------
    app
        Where the route is added.
    verifier
        Checks who sent an activity. ``None`` in development mode: then only what runs on this machine is let in, and
        answers go nowhere else.
    replays
        Remembers what came before.
    tenant
        The only tenant whose activities are let in; every one is when it is ``None``.
    body_seconds
        Seconds in which a body must come.
    """

    def __init__(
        self,
        app: FastAPI,
        verifier: TokenVerifier | None,
        *,
        replays: Replays | None = None,
        tenant: str | None = None,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._verifier = verifier
        self._replays = replays or Replays()
        self._tenant = tenant.lower() if tenant else None
        self._body_seconds = body_seconds
        self.counts: Counter[str] = Counter()
        """How often an activity was ``answered``, or why it was not; holds nothing of any activity."""
        answer_problems(app)

    def guard(self, app: App) -> None:
        """Let the SDK check tokens with our verifier too, as its own fetches keys while everything else waits.

        Raises
        ------
        RuntimeError
            If the SDK does not check tokens: it is not initialised, or was told to let everybody in.
        """
        if self._verifier is not None:
            if app.server._token_validator is None:
                raise RuntimeError("the SDK does not check tokens")
            app.server._token_validator = self._verifier  # type: ignore[assignment]

    def register_route(self, method: Literal["POST"], path: str, handler: HttpRouteHandler) -> None:
        """Add the route on which activities come."""

        async def receive(request: Request) -> Response:
            return await self._answer(request, handler)

        self._app.add_api_route(path, receive, methods=[method], include_in_schema=False, response_model=None)

    def serve_static(self, path: str, directory: str) -> None:
        """Serve no files: this app has none."""
        raise NotImplementedError("this app serves no files")

    async def start(self, port: int) -> None:
        """Start nothing: the application runs in a server of its own."""
        raise NotImplementedError("run the application in a server")

    async def stop(self) -> None:
        """Stop nothing."""

    async def _answer(self, request: Request, handler: HttpRouteHandler) -> Response:
        try:
            response = await self._let_in(request, handler)
        except Problem as problem:
            self.counts[problem.reason] += 1
            log_event("refused", {"reason": problem.reason, "field": problem.field})
            return problem.response()
        self.counts["answered"] += 1
        return response

    async def _let_in(self, request: Request, handler: HttpRouteHandler) -> Response:
        _refuse_large(request)
        claims = await self._identify(request)
        activity = _activity(await self._body(request))
        self._refuse_other(claims, activity)
        key = self._replays.key(activity)
        if not self._replays.begin(key):
            raise Problem(HTTPStatus.BAD_REQUEST, "replayed", "This activity came before.")
        is_handled = False
        try:
            response = await _handle(request, handler, activity, claims)
            is_handled = True
            return response
        finally:
            if not is_handled:
                self._replays.forget(key)

    async def _identify(self, request: Request) -> Claims | None:
        """Return what the token says; in development mode there is none, and the caller must be this machine."""
        if self._verifier is None:
            _refuse_remote(request)
            return None
        given = request.headers.getlist("authorization")
        try:
            return await self._verifier.read(given[0] if len(given) == 1 else None)
        except Unauthorised as problem:
            raise _unauthorised(problem) from None
        except KeysUnavailable:
            detail = "Nobody can be recognised now."
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "no-keys", detail, headers=_LATER) from None

    async def _body(self, request: Request) -> bytes:
        """Read the body, as long as it is not too large and does not come too slowly."""
        content = bytearray()
        try:
            async with asyncio.timeout(self._body_seconds):
                async for part in request.stream():
                    content += part
                    if len(content) > LARGEST_BODY:
                        raise _too_large()
        except TimeoutError:
            detail = "The body came too slowly."
            raise Problem(HTTPStatus.REQUEST_TIMEOUT, "too-slow", detail, headers=_CLOSE) from None
        except ClientDisconnect:
            raise _gone() from None
        return bytes(content)

    def _refuse_other(self, claims: Claims | None, activity: Mapping[str, Any]) -> None:
        """Refuse an activity that the token is not for, or that comes from elsewhere."""
        service_url = activity["serviceUrl"]
        if self._verifier is None or claims is None:
            if not is_loopback_address(service_url):
                detail = "In development mode, answers go to this machine only."
                raise Problem(HTTPStatus.FORBIDDEN, "remote", detail, field="serviceUrl")
        else:
            try:
                self._verifier.match(claims, service_url=service_url, channel=activity["channelId"])
            except Unauthorised as problem:
                raise _unauthorised(problem) from None
        if self._tenant is not None and _tenants(activity) != {self._tenant}:
            raise Problem(HTTPStatus.FORBIDDEN, "tenant", "This bot is not for this tenant.")


async def _handle(
    request: Request, handler: HttpRouteHandler, activity: dict[str, Any], claims: Claims | None
) -> Response:
    headers = {} if claims is None else {"authorization": f"Bearer {claims.token}"}
    try:
        result = await _while_connected(request, handler, HttpRequest(body=activity, headers=headers))
        status, body = result["status"], result.get("body")
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Response(status_code=status, headers=NO_STORE) if body is None else _json(body, status)
    except Problem:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever it says may hold a draft
        log_failure(problem)
    raise Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", "The activity could not be handled.")


def _json(body: object, status: int) -> Response:
    return JSONResponse(body, status, headers=NO_STORE)


async def _while_connected(request: Request, handler: HttpRouteHandler, given: HttpRequest) -> HttpResponse:
    """Return the handler's answer; stop it when nobody waits for it any more."""
    work = asyncio.ensure_future(handler(given))
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise _gone()
        return work.result()
    finally:
        work.cancel()
        gone.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _activity(body: bytes) -> dict[str, Any]:
    try:
        return read_activity(body)
    except InvalidActivity as problem:
        detail = f"{problem.field or 'The body'} {problem.reason}."
        raise Problem(HTTPStatus.BAD_REQUEST, "invalid", detail, field=problem.field) from None


def _refuse_large(request: Request) -> None:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise _too_large()


def _refuse_remote(request: Request) -> None:
    """Refuse a page of another site, and a name that was made to point at this machine (DNS rebinding)."""
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or not is_loopback_address(f"http://{hosts[0]}"):
        raise Problem(HTTPStatus.FORBIDDEN, "remote", "In development mode, only this machine may ask.")
    if any(origin != f"http://{hosts[0]}" for origin in request.headers.getlist("origin")):
        raise Problem(HTTPStatus.FORBIDDEN, "remote", "In development mode, no page of another site may ask.")


def _tenants(activity: Mapping[str, Any]) -> set[str]:
    """Return the tenants that an activity names; one that says two different things names both."""
    named = [activity["channelData"].get("tenant", {}).get("id"), activity["conversation"].get("tenantId")]
    return {tenant.lower() for tenant in named if tenant}


def _unauthorised(problem: Unauthorised) -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        f"unauthorised-{problem.reason}",
        "Unauthorized",
        headers={"WWW-Authenticate": "Bearer"} | _CLOSE,
    )


def _too_large() -> Problem:
    detail = f"The body is larger than {LARGEST_BODY} bytes."
    return Problem(HTTPStatus.BAD_REQUEST, "too-large", detail, headers=_CLOSE)


def _gone() -> Problem:
    return Problem(HTTPStatus.REQUEST_TIMEOUT, "gone", "The caller went away.", headers=_CLOSE)
