"""Everything that knows who may ask, put together from the settings."""

from __future__ import annotations

from collections.abc import Sequence

from api import BASE_PATH
from api.access.gate import Rules
from api.access.keyring import KeyRing
from api.access.keys import KeyRecord
from api.access.provider import fetch_keys
from api.access.scopes import Scope
from api.access.sessions import PURPOSE, Sessions
from api.access.tokens import Holder, Issuer, TokenChecker
from api.label_studio.paths import PATHS as LABEL_STUDIO_PATHS
from api.secrets import Seal, derived
from api.settings import Settings
from api.store import Database
from api.store.keys import list_keys
from api.web.files import CURATE_PATHS, PAGE_PATHS

__all__ = ["SESSION_PATH", "Door", "rules_for"]

SESSION_PATH = "/curate/session"
"""Where a curator signs in and out; who asks shows their key in the body, or nothing."""

_DOTS = 2  # of a token in three parts (JWS)
_ALWAYS_OPEN = frozenset({"/health/live", "/health/ready", f"{BASE_PATH}/openapi.json"})
_PAGES = PAGE_PATHS | CURATE_PATHS
_ASSESSING = {
    f"{BASE_PATH}/assessments": Scope.ASSESS,
    f"{BASE_PATH}/assessment-batches": Scope.ASSESS,
    f"{BASE_PATH}/policy": Scope.ASSESS,
    f"{BASE_PATH}/model": Scope.ASSESS,
}
_ALWAYS_CLOSED = {
    f"{BASE_PATH}/feedback": Scope.FEEDBACK,
    f"{BASE_PATH}/feedback/counts": Scope.CURATE,
    "/metrics": Scope.ADMIN,
}
_CURATING = {
    f"{BASE_PATH}/curation/{name}": Scope.CURATE
    for name in ("queue", "claims", "releases", "checks", "reviews", "undo", "messages")
} | dict.fromkeys((f"{BASE_PATH}/monitoring", *LABEL_STUDIO_PATHS), Scope.CURATE)


def rules_for(settings: Settings) -> Rules:
    """Return what needs which scope: the page needs none where it is served, assessing none in development mode."""
    if settings.development:
        always_open = _ALWAYS_OPEN | _ASSESSING.keys() | _PAGES | {SESSION_PATH}
        return Rules(open=always_open, scopes=_ALWAYS_CLOSED | _CURATING, hides=False)
    page = PAGE_PATHS if settings.page else frozenset()
    if not settings.curate:
        return Rules(open=_ALWAYS_OPEN | page, scopes=_ASSESSING | _ALWAYS_CLOSED)
    always_open = _ALWAYS_OPEN | page | CURATE_PATHS | {SESSION_PATH}
    return Rules(open=always_open, scopes=_ASSESSING | _ALWAYS_CLOSED | _CURATING)


class Door:
    """Knows keys, sessions and tokens.

    Parameters
    ----------
    settings
        The settings.
    database
        The store that holds the keys.
    secrets
        The secret keys, newest first; all workers have the same ones.
    """

    def __init__(self, settings: Settings, database: Database, secrets: Sequence[bytes]) -> None:
        self._database = database
        self._may_be_missing = settings.development  # outside development mode it was made at the start
        self.ring = KeyRing(self._read)
        self.sessions = Sessions(Seal(secrets, PURPOSE), self.ring.named)
        self._tokens = _token_checker(settings, secrets)

    @property
    def is_ready(self) -> bool:
        """Whether the keys have ever been read."""
        return self.ring.is_known

    def can_tell(self, text: str) -> bool:
        """Return whether it knows enough to say that a credential of this kind does not count."""
        if self._tokens is not None and text.count(".") == _DOTS:
            return self._tokens.is_known
        return self.ring.is_known

    def key(self, text: str) -> KeyRecord | None:
        """Return the API key that ``text`` is, ``None`` if there is none that may be used."""
        return self.ring.find(text)

    def session(self, cookie: str) -> KeyRecord | None:
        """Return the API key whose session ``cookie`` is, ``None`` if it does not count."""
        return self.sessions.find(cookie)

    def token(self, text: str) -> Holder | None:
        """Return who holds a bearer token and what it allows, ``None`` if it does not count."""
        return None if self._tokens is None else self._tokens.read(text)

    async def _read(self) -> Sequence[KeyRecord]:
        if self._may_be_missing and not self._database.is_there:
            return ()  # no key was ever made
        keys = await self._database.run(list_keys)
        self._may_be_missing = False
        return keys

    async def start(self) -> None:
        """Read keys, and keep them fresh until :meth:`stop`."""
        await self.ring.start()
        if self._tokens is not None:
            await self._tokens.start()

    async def stop(self) -> None:
        """Stop."""
        await self.ring.stop()
        if self._tokens is not None:
            await self._tokens.stop()


def _token_checker(settings: Settings, secrets: Sequence[bytes]) -> TokenChecker | None:
    if not settings.oidc_issuer or not settings.oidc_audience:
        return None
    issuer = Issuer(settings.oidc_issuer, settings.oidc_audience, settings.oidc_scope_prefix)
    oldest = secrets[-1]  # putting a new one in front leaves every holder who they were, until the oldest is taken out
    return TokenChecker(issuer, fetch_keys, derived(oldest, "holder"))
