"""The lists of officials that are groups in Entra."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address

import httpx
from berichtwacht_client import Role

from berichtwacht_teams.officials.errors import OfficialsError
from berichtwacht_teams.officials.graph import GRAPH, GraphError, GroupReader, Member, Trouble
from berichtwacht_teams.officials.people import KeyKind, key_of, kind_of
from berichtwacht_teams.officials.roster import LISTABLE, STALE_AFTER, Listed, ListState, Roster, Source

__all__ = ["GroupList"]

_logger = logging.getLogger(__name__)

_MOST_GROUPS = 50
_READ_EVERY = 3600.0  # seconds
_FIRST_RETRY = 60.0  # seconds after a round that failed; doubles up to _READ_EVERY
_TIMEOUT = httpx.Timeout(20.0)


@dataclass(slots=True)
class _Group:
    object_id: str
    role: Role
    members: tuple[Member, ...] = field(default=(), repr=False)
    read_at: datetime | None = None
    trouble: Trouble | None = None


class GroupList:
    """The members of groups in Entra, read from Microsoft Graph in the background and every hour.

    A group that cannot be read keeps the members that it had. As long as one of them was never read, or not for a day,
    the list is stale: who is not found may be in that one.

    Parameters
    ----------
    groups
        The role that the members of a group have, by the object id of the group. Somebody in several has the role
        that wins in :data:`~berichtwacht_teams.officials.roster.LISTABLE`.
    token
        Gives an app-only access token for Graph.
    graph
        The address of Graph; others than the public cloud have their own.
    now
        The clock.
    sleep
        Waits that many seconds.

    Raises
    ------
    OfficialsError
        If there are no groups or too many, one is no object id, a role is none that a list may give, or Graph's address
        is not ``https`` (outside this machine).
    """

    def __init__(
        self,
        groups: Mapping[str, Role],
        token: Callable[[], Awaitable[str]],
        *,
        graph: str = GRAPH,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._groups = _checked(groups)
        self._token = token
        self._graph = _origin(graph)
        self._now = now
        self._sleep = sleep
        self._roster = Roster()

    @property
    def roster(self) -> Roster:
        """The people as they were last read."""
        return self._roster

    @property
    def stale(self) -> bool:
        """Whether a group was never read, or not for a day."""
        now = self._now()
        return any(group.read_at is None or now - group.read_at > STALE_AFTER for group in self._groups)

    def state(self) -> ListState:
        """Return what the health page may show."""
        moments = [group.read_at for group in self._groups if group.read_at is not None]
        read_at = min(moments) if len(moments) == len(self._groups) else None
        trouble = next((group.trouble.value for group in self._groups if group.trouble is not None), None)
        return ListState(Source.GROUPS, self._roster.counts, read_at, self.stale, trouble)

    async def keep_fresh(self) -> None:
        """Read the groups now and every hour, sooner after a failure, until cancelled."""
        retry = _FIRST_RETRY
        async with httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False) as client:
            reader = GroupReader(client, self._token, self._graph, self._sleep)
            while True:
                left_alone = await self._read_all(reader)
                failed = any(group.trouble is not None for group in self._groups)
                await self._sleep(max(left_alone, retry if failed else _READ_EVERY))
                retry = min(retry * 2, _READ_EVERY) if failed else _FIRST_RETRY

    async def _read_all(self, reader: GroupReader) -> float:
        """Read every group; return for how many seconds Graph asks to be left alone."""
        for group in self._groups:
            try:
                group.members = await reader.members(group.object_id)
            except GraphError as problem:
                _fail(group, problem.trouble)
                if problem.wait:
                    return problem.wait
            except Exception as problem:  # noqa: BLE001 - the next round may go well, and the app must go on
                _fail(group, Trouble.UNEXPECTED, error=type(problem).__name__)
            else:
                group.read_at, group.trouble = self._now(), None
                self._roster = await asyncio.to_thread(_roster, self._groups)
        return 0.0


def _fail(group: _Group, trouble: Trouble, **more: str) -> None:
    group.trouble = trouble
    _logger.warning(
        "group of officials not read, its members stay as they were",
        extra={"facts": {"role": group.role.value, "trouble": trouble.value} | more},
    )


def _roster(groups: tuple[_Group, ...]) -> Roster:
    """Return the people of all groups, each of them once."""
    people: dict[str, Listed] = {}
    for group in sorted(groups, key=lambda group: LISTABLE.index(group.role)):
        for member in group.members:
            people.setdefault(member.object_id, Listed(group.role, member.keys))
    return Roster(people.values())


def _checked(groups: Mapping[str, Role]) -> tuple[_Group, ...]:
    if not 0 < len(groups) <= _MOST_GROUPS:
        raise OfficialsError(f"must name 1 to {_MOST_GROUPS} groups")
    checked: dict[str, _Group] = {}
    for name, role in groups.items():
        object_id = key_of(name)
        if object_id is None or kind_of(object_id) is not KeyKind.OBJECT_ID:
            raise OfficialsError("a group must be named by its object id")
        if role not in LISTABLE:
            raise OfficialsError(f"the role of a group must be one of {', '.join(LISTABLE)}")
        if object_id in checked:
            raise OfficialsError("the same group twice")
        checked[object_id] = _Group(object_id, role)
    return tuple(checked.values())


def _origin(graph: str) -> str:
    try:
        url = httpx.URL(graph)
    except httpx.InvalidURL:
        raise OfficialsError("Graph's address must be an https address") from None
    origin = url.path in {"", "/"} and not (url.query or url.fragment or url.userinfo)
    if not (origin and url.host and (url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host)))):
        raise OfficialsError("Graph's address must be an https address")
    return str(url).rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
