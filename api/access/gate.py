"""The gate: every request shows a credential that allows what it asks, before a byte of its body is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access import scopes as permissions
from api.access.keys import KeyRecord
from api.access.sessions import SAFE_METHODS, is_of_this_site, shown_session
from api.access.tokens import Holder
from api.problems import RETRY_AFTER, Problem, ProblemType, not_found

__all__ = ["CALLER", "Caller", "Gate", "Rules", "Verifier", "keys_unknown", "not_authenticated"]

CALLER = "berichtwacht.caller"
"""Where a request's ASGI scope names who asks."""

_CHALLENGE = 'Bearer realm="berichtwacht"'
_LONGEST = 16 * 1024  # bytes of a credential


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an application with a key, or whoever a token speaks for, without saying who that is."""

    id: str
    scopes: frozenset[permissions.Scope]


class Verifier(Protocol):
    """Knows keys, sessions and tokens."""

    def can_tell(self, text: str) -> bool:
        """Return whether it knows enough to say that a credential of this kind does not count."""
        ...

    def key(self, text: str) -> KeyRecord | None:
        """Return the API key that ``text`` is, ``None`` if there is none that may be used."""
        ...

    def session(self, cookie: str) -> KeyRecord | None:
        """Return the API key whose session ``cookie`` is, ``None`` if it does not count."""
        ...

    def token(self, text: str) -> Holder | None:
        """Return who holds a bearer token and what it allows, ``None`` if it does not count."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What needs which scope; a path that is not listed is not there, whatever else would answer it.

    Parameters
    ----------
    open
        Paths that anybody may ask.
    scopes
        The scope that a path needs.
    hides
        Whether only those with a credential are told that a path is not there.
    """

    open: frozenset[str]
    scopes: Mapping[str, permissions.Scope]
    hides: bool = True


class Gate:
    """Answers 401 to who shows no credential that counts, and 403 to who may not do this.

    Parameters
    ----------
    app
        The application behind it.
    rules
        What needs what.
    verifier
        Who knows the credentials.
    """

    def __init__(self, app: ASGIApp, *, rules: Rules, verifier: Verifier) -> None:
        self.app = app
        self.rules = rules
        self.verifier = verifier

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, or answer it with a problem."""
        if scope["type"] != "http" or scope["path"] in self.rules.open:
            await self.app(scope, receive, send)
            return
        caller = self._admitted(scope)
        if isinstance(caller, Problem):
            await caller.response()(scope, receive, send)
            return
        scope[CALLER] = caller
        await self.app(scope, receive, send)

    def _admitted(self, scope: Scope) -> Caller | Problem:
        """Return who asks, or why that is not answered."""
        needed = self.rules.scopes.get(scope["path"])
        if needed is None and not self.rules.hides:
            return not_found()
        headers = Headers(scope=scope)
        session = shown_session(headers) if needed is permissions.Scope.CURATE else None
        if session is None or _shown(headers):
            caller = self._caller(headers)
        else:
            caller = self._curator(session, headers, scope["method"])
        if isinstance(caller, Problem):
            return caller
        if needed is None:
            return not_found()
        if needed not in caller.scopes:
            return Problem(
                ProblemType.NOT_ALLOWED,
                f"This needs the scope '{needed}', which the credential does not have.",
                headers={"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{needed}"'},
            )
        return caller

    def _curator(self, session: str, headers: Headers, method: str) -> Caller | Problem:
        """Return whose session it is; where something is changed it counts only for a page of this service."""
        if method not in SAFE_METHODS and not is_of_this_site(headers):
            return not_authenticated("A session changes something only from a page of this service.")
        if (record := self.verifier.session(session)) is not None:
            return Caller(record.id, frozenset({permissions.Scope.CURATE}))
        if not self.verifier.can_tell(session):
            return keys_unknown()
        return not_authenticated("This session is over: sign in again.")

    def _caller(self, headers: Headers) -> Caller | Problem:
        keys, authorizations = headers.getlist("x-api-key"), headers.getlist("authorization")
        shown = _shown(headers)
        if not shown:
            return not_authenticated("Show an API key or a token: 'Authorization: Bearer …'.", _CHALLENGE)
        if len(shown) > 1 or len(shown[0]) > _LONGEST:
            return not_authenticated("Show one credential, and one only.")
        kind, _, credential = authorizations[0].partition(" ") if authorizations else ("Bearer", "", keys[0])
        if kind.lower() != "bearer":
            return not_authenticated("Only bearer credentials count: 'Authorization: Bearer …'.")
        if (record := self.verifier.key(credential)) is not None:
            return Caller(record.id, record.scopes)
        if not keys and (holder := self.verifier.token(credential)) is not None:
            return Caller(holder.id, holder.scopes)
        if not self.verifier.can_tell(credential):
            return keys_unknown()
        return not_authenticated(
            "This credential does not count: unknown, revoked, expired, or meant for something else."
        )


def _shown(headers: Headers) -> list[str]:
    """Return the credentials that who asks shows of their own accord."""
    return [*headers.getlist("x-api-key"), *headers.getlist("authorization")]


def keys_unknown() -> Problem:
    """Return the problem of a credential of which nobody can say yet whether it counts."""
    detail = "The keys could not be read yet."
    return Problem(ProblemType.STORE_UNAVAILABLE, detail, headers={"Retry-After": RETRY_AFTER})


def not_authenticated(detail: str, challenge: str = f'{_CHALLENGE}, error="invalid_token"') -> Problem:
    """Return the problem of who has not shown a credential that counts."""
    return Problem(ProblemType.NOT_AUTHENTICATED, detail, headers={"WWW-Authenticate": challenge})
