"""Who may ask, and what browsers may do with the answers.

Keys and tokens are the business of :mod:`api.access`; here it is settled where the service may be reached at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import API_VERSION
from api.access.provider import is_https
from api.problems import Problem, ProblemType
from api.settings import PREFIX, Settings
from api.web.files import WORKER_PATH
from classifier.errors import SettingsError

__all__ = ["AllowedHosts", "ResponseHeaders", "refuse_unsafe"]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types berichtwacht"
)
"""Content Security Policy of the page, whose script may only set text as text (trusted types). The one policy for
trusted types that it may make gives the address of its service worker and nothing else."""

WORKER_POLICY = (
    "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""That of the service worker, which may ask this service and do nothing else."""

DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""That of everything else: the tightest policy there is."""

_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[\w.-]+))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE)

_HEADERS = {
    "API-Version": API_VERSION,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def refuse_unsafe(settings: Settings) -> None:
    """Refuse to start where others than those who may ask could.

    Raises
    ------
    SettingsError
        If development mode is on for an address that is not of this machine; or if it is off and the secret keys are
        missing, or an issuer has no audience or is not reached over HTTPS.
    """
    if settings.development:
        if not _is_loopback(settings.host):
            raise SettingsError(
                f"host: {settings.host} can be reached by others, and in development mode only this machine may ask",
                cure=f"set {PREFIX}HOST=127.0.0.1, or turn development mode off",
            )
        return
    if not settings.secret_keys:
        raise SettingsError(
            "secret_keys: are missing; without them nobody can give feedback after a restart",
            cure=f"set {PREFIX}SECRET_KEYS to what 'berichtwacht keys secret' prints, or {PREFIX}DEVELOPMENT=1",
        )
    if (settings.oidc_issuer is None) != (settings.oidc_audience is None):
        raise SettingsError("oidc_issuer and oidc_audience: go together", cure="set both, or neither")
    if settings.oidc_issuer is not None and not is_https(settings.oidc_issuer):
        raise SettingsError("oidc_issuer: is no address over HTTPS", cure="use the issuer as its tokens name it")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class AllowedHosts:
    """Answers requests to a known host, and in development mode of this machine only.

    The ``Host`` header keeps out pages elsewhere that make a name of theirs point at this machine (DNS
    rebinding); the peer's address keeps out others when somebody binds the application to a public address.

    Parameters
    ----------
    app
        The application behind it.
    hosts
        The names that are answered.
    local_only
        Whether only this machine may ask.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], local_only: bool) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.local_only = local_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        if scope["type"] == "http" and (problem := self._problem(scope)) is not None:
            await problem.response()(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        if self.local_only and scope.get("client") is not None and not _is_loopback(scope["client"][0]):
            return Problem(ProblemType.REMOTE_NOT_ALLOWED, "In development mode only this machine may ask.")
        names = Headers(scope=scope).getlist("host")
        if len(names) != 1 or _without_port(names[0]) not in self.hosts:
            return Problem(ProblemType.HOST_NOT_ALLOWED, "The Host header names a host that is not in allowed_hosts.")
        return None


def _without_port(host: str) -> str | None:
    """Return the name that a ``Host`` header holds, ``None`` if it holds anything but a name and a port."""
    found = _HOST.fullmatch(host)
    return None if found is None else (found["address"] or found["name"]).lower()


class ResponseHeaders:
    """Puts the headers on every response, whoever made it.

    Who asks to go on in another protocol (``Upgrade``, ``CONNECT``) is answered in this one, and the connection ends:
    the parser reads no body of such a request, and would take it for the next request (request smuggling).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of its response."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = _policy(scope["path"], headers.get("content-type", ""))
                headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
                if _leaves_http(scope):
                    headers["Connection"] = "close"
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


def _policy(path: str, media_type: str) -> str:
    if path == WORKER_PATH:
        return WORKER_POLICY
    return PAGE_POLICY if media_type.startswith("text/html") else DATA_POLICY


def _leaves_http(scope: Scope) -> bool:
    return scope["method"] == "CONNECT" or "upgrade" in Headers(scope=scope)
