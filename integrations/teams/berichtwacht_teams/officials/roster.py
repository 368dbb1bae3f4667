"""Who has which role, by key, and what the health page may show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from berichtwacht_client import Role

from berichtwacht_teams.officials.people import KeyKind, kind_of

__all__ = ["LISTABLE", "STALE_AFTER", "ListState", "Listed", "RoleList", "Roster", "Source", "role_named"]

LISTABLE = (Role.EXECUTIVE, Role.REGISTRAR, Role.KEY_OFFICIAL, Role.COUNCILLOR, Role.OFFICIAL)
"""The roles that a list may give, the one that wins first.

Somebody in two groups gets the role that asks for most care. The guideline treats every member of the college as a
key official, and a councillor who becomes an executive is one whose messages are kept; so ``executive`` wins from all.
A registrar is a key official by name and sends papers through another system, so that says more than ``key_official``.
``councillor`` comes after these, because it is the role that takes reminders away.
"""

STALE_AFTER = timedelta(hours=24)
"""How long a list may go without being read before it no longer shows who is *not* on it."""


def role_named(name: object) -> Role | None:
    """Return the role that a list may give by this name, or ``None``."""
    return next((role for role in LISTABLE if role == name), None)


class Source(StrEnum):
    """Where a list comes from."""

    FILE = "file"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class ListState:
    """What may be shown of a list: counts, never a person.

    Parameters
    ----------
    source
        Where the list comes from.
    people
        How many people have each role.
    read_at
        When all of it had last been read well; ``None`` when some of it never was.
    stale
        Whether it no longer shows who is not on it.
    problem
        What went wrong the last time, in a fixed phrase; ``None`` when all is well.
    """

    source: Source
    people: Mapping[Role, int]
    read_at: datetime | None
    stale: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a list."""

    role: Role
    keys: frozenset[str] = field(repr=False)


class Roster:
    """The people of a list, found by any of their keys.

    Parameters
    ----------
    people
        Everybody on the list. Where a key stands for two of them, the role that wins counts.
    """

    def __init__(self, people: Iterable[Listed] = ()) -> None:
        people = sorted(people, key=lambda listed: LISTABLE.index(listed.role))
        self.counts: Mapping[Role, int] = MappingProxyType(Counter(listed.role for listed in people))
        self._needed = {frozenset(map(kind_of, listed.keys)) for listed in people}
        self._by_key: dict[str, Listed] = {}
        for listed in people:
            for key in listed.keys:
                self._by_key.setdefault(key, listed)

    def role_of(self, keys: Iterable[str]) -> Role | None:
        """Return the role of whom these keys belong to, or ``None`` when they are not found."""
        found = {self._by_key[key].role for key in keys if key in self._by_key}
        return min(found, key=LISTABLE.index, default=None)

    def other_keys(self, keys: Iterable[str]) -> frozenset[str]:
        """Return all keys of whom these keys belong to."""
        return frozenset().union(*(self._by_key[key].keys for key in keys if key in self._by_key))

    def would_find(self, keys: Iterable[str]) -> bool:
        """Return whether somebody with these keys is not on the list when they are not found.

        A list of addresses says nothing about somebody of whom only the object id is known.
        """
        kinds: set[KeyKind] = set(map(kind_of, keys))
        return bool(kinds) and all(kinds & needed for needed in self._needed)


class RoleList(Protocol):
    """A list of officials that keeps itself fresh."""

    @property
    def roster(self) -> Roster:
        """The people as they were last read."""

    @property
    def stale(self) -> bool:
        """Whether it no longer shows who is not on it."""

    def state(self) -> ListState:
        """Return what the health page may show."""

    async def keep_fresh(self) -> None:
        """Read the list again whenever that is due, until cancelled."""
