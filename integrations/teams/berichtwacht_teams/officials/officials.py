"""Answers who somebody is to the municipality, as far as its lists say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from berichtwacht_client import Role

from berichtwacht_teams.officials.file import FileList
from berichtwacht_teams.officials.groups import GroupList
from berichtwacht_teams.officials.people import is_guest, keys_of
from berichtwacht_teams.officials.roster import ListState, RoleList

__all__ = ["Officials", "recipients_of"]

_REMINDED = {Role.EXECUTIVE, Role.REGISTRAR, Role.KEY_OFFICIAL}


def recipients_of(roles: Iterable[Role | None]) -> tuple[Role, ...]:
    """Return the roles of the readers as they may be told to the service.

    Among councillors only there is no reminder to keep messages. So when the role of some reader is not known, the
    others must not pass for all: then only those are told who bring a reminder.

    Parameters
    ----------
    roles
        The role of each reader; ``None`` for one whose role is not known, and for readers who were not looked up.
    """
    roles = tuple(roles)
    everybody_known = None not in roles
    return tuple(role for role in roles if role is not None and (everybody_known or role in _REMINDED))


class Officials:
    """Knows the roles of people, from a file, from groups in Entra, or from both.

    Nothing is claimed that is not known. ``official`` and ``external`` say that somebody is *not* a key official; they
    are only given when every list has been read, is not stale, and would have found the person by what is known of
    them. Without any list every answer is ``None``: nobody said that there are no key officials.

    Parameters
    ----------
    file
        The list in a file; it wins, so that it can correct a group.
    groups
        The list from Entra.
    """

    def __init__(self, file: FileList | None = None, groups: GroupList | None = None) -> None:
        self._lists: tuple[RoleList, ...] = tuple(one for one in (file, groups) if one is not None)

    def role_of(self, ids: Iterable[str | None], *, guest: bool = False) -> Role | None:
        """Return the role of a person, or ``None`` when it is not known.

        Parameters
        ----------
        ids
            All that Teams tells of the person: object id, user principal name, mail address. The more of these, the
            surer the answer. Case does not matter; ``None`` and ids of another kind are passed over.
        guest
            Whether the person is known to come from another tenant. A user principal name with ``#EXT#`` says so too.
            A guest who is on a list, such as a councillor, has the role of the list.
        """
        given = keys_of(ids)
        keys = given.union(*(one.roster.other_keys(given) for one in self._lists))
        for one in self._lists:
            role = one.roster.role_of(keys)
            if role is not None:
                return role
        if not self._lists or any(one.stale or not one.roster.would_find(keys) for one in self._lists):
            return None
        return Role.EXTERNAL if guest or is_guest(keys) else Role.OFFICIAL

    def state(self) -> tuple[ListState, ...]:
        """Return what the health page may show of each list."""
        return tuple(one.state() for one in self._lists)

    async def keep_fresh(self) -> None:
        """Keep the lists fresh until cancelled; run it as a task for as long as the app lives."""
        async with asyncio.TaskGroup() as tasks:
            for one in self._lists:
                tasks.create_task(one.keep_fresh())
