"""``POST /curate/session`` and ``DELETE /curate/session``: a curator shows a key once, and the browser keeps a session.

Behind a proxy that signs people in nobody needs them: there the page's requests come with a token.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.access.door import SESSION_PATH, Door
from api.access.gate import keys_unknown, not_authenticated
from api.access.rates import Buckets, too_often
from api.access.scopes import Scope
from api.access.sessions import COOKIE, LASTS, is_of_this_site
from api.bodies import StrictRoute
from api.problems import Problem, ProblemType

__all__ = ["SignIn", "router"]

TRIES_PER_MINUTE, TRIES_AT_ONCE = 10, 20
"""Tries to sign in of one address, in each worker. Nobody guesses a key; this bounds what trying costs the service."""

_LONGEST_KEY = 200  # characters
_NOBODY = "nobody"

router = APIRouter(route_class=StrictRoute, include_in_schema=False)


class SessionRequest(BaseModel):
    """Who signs in."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    key: Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_KEY)] = Field(
        repr=False, description="An API key with the scope `curate`."
    )


class SignIn:
    """Turns a key into a session.

    Parameters
    ----------
    door
        What knows the keys.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._tries = Buckets(per_minute=TRIES_PER_MINUTE, burst=TRIES_AT_ONCE)

    def session(self, key: str, *, peer: str) -> str:
        """Return the value of a new session's cookie.

        Raises
        ------
        Problem
            If ``peer`` tries too often, the keys are not known yet, or the key does not count or lacks the scope.
        """
        if (wait := self._tries.take(peer)) > 0.0:
            raise too_often(wait)
        record = self._door.key(key)
        if record is None and not self._door.is_ready:
            raise keys_unknown()
        if record is None:
            raise not_authenticated("This key does not count: unknown, revoked or expired.")
        if Scope.CURATE not in record.scopes:
            detail = f"This needs the scope '{Scope.CURATE}', which the key does not have."
            raise Problem(ProblemType.NOT_ALLOWED, detail)
        return self._door.sessions.begin(record)


async def _sign_in(request: Request) -> SignIn:
    """Return what signs in, for a page of this service or a program; another site's page must not do it."""
    headers = request.headers
    if ("sec-fetch-site" in headers or "origin" in headers) and not is_of_this_site(headers):
        raise Problem(ProblemType.NOT_ALLOWED, "Only a page of this service signs in or out.")
    sign_in: SignIn = request.app.state.sign_in
    return sign_in


@router.post(SESSION_PATH, status_code=204)
async def create_session(
    request: Request, body: Annotated[SessionRequest, Body()], sign_in: Annotated[SignIn, Depends(_sign_in)]
) -> Response:
    """Sign in: give a session to who shows a key with the scope ``curate``."""
    value = sign_in.session(body.key, peer=request.client.host if request.client else _NOBODY)
    return _with_cookie(value, seconds=LASTS)


@router.delete(SESSION_PATH, status_code=204, dependencies=[Depends(_sign_in)])
async def delete_session() -> Response:
    """Sign out: let the browser forget its session."""
    return _with_cookie("", seconds=0)


def _with_cookie(value: str, *, seconds: int) -> Response:
    response = Response(status_code=204)
    response.set_cookie(COOKIE, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict")
    return response
