"""Reads the members of a group from Microsoft Graph, and trusts nothing that it answers.

The cast to users wants ``$count=true`` and the header ``ConsistencyLevel: eventual``. With ``GroupMember.Read.All``
only the object ids are filled in; that is enough, as Teams tells the object id of everybody in the tenant.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import httpx

from berichtwacht_teams.officials.people import KeyKind, key_of, kind_of

__all__ = ["GRAPH", "GraphError", "GroupReader", "Member", "Trouble"]

GRAPH = "https://graph.microsoft.com"

MOST_MEMBERS = 20_000
MOST_PAGES = 200
MOST_BYTES = 2 * 1024 * 1024
"""Of one page; 999 users take some 200 KB."""

_MEMBERS = (
    "/v1.0/groups/{}/transitiveMembers/microsoft.graph.user?$select=id,userPrincipalName,mail&$top=999&$count=true"
)
_DEADLINE = 60.0  # seconds for a token, and for a page
_TRIES = 5  # for a page, when Graph is busy
_PAUSE = 5.0  # seconds, when Graph does not say how long it is busy; doubles
_LONGEST_PAUSE = 60.0  # seconds; when Graph asks for a longer one, the group is left for a later round
_LONGEST_WAIT = 6 * 3600.0  # seconds until that round, whatever Graph says
_LONGEST_LINK = 16 * 1024  # characters


class Trouble(StrEnum):
    """Why a group was not read; says nothing of what is in it."""

    NOT_SIGNED_IN = "not_signed_in"
    UNREACHABLE = "unreachable"
    LATE = "late"
    BUSY = "busy"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    INVALID_ANSWER = "invalid_answer"
    TOO_LARGE = "too_large"
    UNEXPECTED = "unexpected"


class GraphError(Exception):
    """A group was not read.

    Parameters
    ----------
    trouble
        Why.
    wait
        Seconds for which Graph asks to be left alone.
    """

    def __init__(self, trouble: Trouble, *, wait: float = 0.0) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.wait = wait


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A member of a group; ``keys`` holds the object id too."""

    object_id: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, repr=False)
class _Answer:
    status: int
    retry_after: str | None
    body: bytes


class GroupReader:
    """Reads groups, page after page.

    Parameters
    ----------
    client
        Sends the requests; must follow no redirects.
    token
        Gives an app-only access token for Graph.
    graph
        The address of Graph: scheme, host and port.
    sleep
        Waits that many seconds.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        token: Callable[[], Awaitable[str]],
        graph: str,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client = client
        self._token = token
        self._graph = graph
        self._sleep = sleep

    async def members(self, group: str) -> tuple[Member, ...]:
        """Return the users of the group with this object id, those of groups within it included.

        Raises
        ------
        GraphError
            If not all of them were read: half a group would hide who is in the other half.
        """
        members: dict[str, Member] = {}
        url: httpx.URL | None = httpx.URL(self._graph + _MEMBERS.format(group))
        seen: set[httpx.URL] = set()
        while url is not None:
            if url in seen:
                raise GraphError(Trouble.INVALID_ANSWER)
            if len(seen) == MOST_PAGES:
                raise GraphError(Trouble.TOO_LARGE)
            seen.add(url)
            page = await self._page(url)
            for member in _members(page):
                members[member.object_id] = member
            if len(members) > MOST_MEMBERS:
                raise GraphError(Trouble.TOO_LARGE)
            url = self._next(page)
        return tuple(members.values())

    async def _page(self, url: httpx.URL) -> dict[str, Any]:
        pause = _PAUSE
        for left in reversed(range(_TRIES)):
            answer = await self._ask(url)
            if answer.status not in {429, 503}:
                return _read(answer)
            asked = _seconds(answer.retry_after)
            wait = pause if asked is None else asked
            if wait > _LONGEST_PAUSE or not left:
                raise GraphError(Trouble.BUSY, wait=min(wait, _LONGEST_WAIT))
            await self._sleep(wait)
            pause = min(pause * 2, _LONGEST_PAUSE)
        raise AssertionError("the last try returns or raises")

    async def _ask(self, url: httpx.URL) -> _Answer:
        headers = {
            "Authorization": f"Bearer {await self._fresh_token()}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # what is not compressed cannot grow after it was measured
            "ConsistencyLevel": "eventual",
        }
        try:
            async with asyncio.timeout(_DEADLINE), self._client.stream("GET", url, headers=headers) as response:
                body = await _bounded(response) if response.status_code == httpx.codes.OK else b""
                return _Answer(response.status_code, response.headers.get("Retry-After"), body)
        except (TimeoutError, httpx.TimeoutException):
            raise GraphError(Trouble.LATE) from None
        except httpx.HTTPError:
            raise GraphError(Trouble.UNREACHABLE) from None

    async def _fresh_token(self) -> str:
        try:
            async with asyncio.timeout(_DEADLINE):
                token = await self._token()
        except Exception:  # noqa: BLE001 - what fails in getting a token is not known, and may hold secrets
            raise GraphError(Trouble.NOT_SIGNED_IN) from None
        if not (token and token.isascii() and token.isprintable()):
            raise GraphError(Trouble.NOT_SIGNED_IN)
        return token

    def _next(self, page: dict[str, Any]) -> httpx.URL | None:
        """Return the address of the next page; the token goes to no other host than the first one."""
        link = page.get("@odata.nextLink")
        if link is None:
            return None
        if not isinstance(link, str) or len(link) > _LONGEST_LINK:
            raise GraphError(Trouble.INVALID_ANSWER)
        try:
            url = httpx.URL(link)
        except httpx.InvalidURL:
            raise GraphError(Trouble.INVALID_ANSWER) from None
        if url.userinfo or _origin(url) != _origin(httpx.URL(self._graph)):
            raise GraphError(Trouble.INVALID_ANSWER)
        return url


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _bounded(response: httpx.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise GraphError(Trouble.INVALID_ANSWER)
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise GraphError(Trouble.TOO_LARGE)
    return bytes(body)


def _read(answer: _Answer) -> dict[str, Any]:
    if answer.status in {401, 403}:
        raise GraphError(Trouble.REFUSED)
    if answer.status == httpx.codes.NOT_FOUND:
        raise GraphError(Trouble.NOT_FOUND)
    if httpx.codes.is_server_error(answer.status):
        raise GraphError(Trouble.UNREACHABLE)
    if answer.status != httpx.codes.OK:
        raise GraphError(Trouble.INVALID_ANSWER)
    try:
        page = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise GraphError(Trouble.INVALID_ANSWER) from None
    if not isinstance(page, dict):
        raise GraphError(Trouble.INVALID_ANSWER)
    return page


def _members(page: dict[str, Any]) -> list[Member]:
    users = page.get("value")
    if not isinstance(users, list):
        raise GraphError(Trouble.INVALID_ANSWER)
    return [_member(user) for user in users]


def _member(user: Any) -> Member:
    """Return the member; addresses that the app may not see are ``null``."""
    if not isinstance(user, dict):
        raise GraphError(Trouble.INVALID_ANSWER)
    object_id = _key(user.get("id"), KeyKind.OBJECT_ID)
    if object_id is None:
        raise GraphError(Trouble.INVALID_ANSWER)
    addresses = (_key(user.get(name), KeyKind.ADDRESS) for name in ("userPrincipalName", "mail"))
    return Member(object_id, frozenset({object_id}.union(address for address in addresses if address)))


def _key(value: Any, kind: KeyKind) -> str | None:
    key = key_of(value) if isinstance(value, str) else None
    return key if key is not None and kind_of(key) is kind else None


def _seconds(retry_after: str | None) -> float | None:
    """Return what ``Retry-After`` asks for, in seconds, or ``None`` when it is missing or makes no sense."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
