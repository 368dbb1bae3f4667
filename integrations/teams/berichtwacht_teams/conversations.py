"""What Teams tells of a conversation: its kind, how many people are in it, and the roles of the key officials there."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

import httpx
from berichtwacht_client import Role
from microsoft_teams.api import ApiClient
from microsoft_teams.api.models.account import Account, TeamsChannelAccount
from microsoft_teams.api.models.activity import Activity as ActivityBase

from berichtwacht_teams.officials import Officials, recipients_of
from berichtwacht_teams.records import Audience, Conversation, Kind

__all__ = ["Conversations", "kind_of"]

_logger = logging.getLogger(__name__)

ROSTER_SECONDS = 0.8
"""Seconds that Teams may take to say who is in a conversation; without them the draft is checked all the same."""

KEPT_SECONDS = 300.0
"""Seconds that the answer of Teams is kept."""

_FAILURE_SECONDS = 60.0
_PAGE = 500
_MOST_PAGES = 4
_MOST_KEPT = 2_000
_TWO = re.compile(r"19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces")


@dataclass(frozen=True, slots=True)
class _Roster:
    """Who is in a conversation: numbers and roles, no persons.

    Parameters
    ----------
    members
        How many people; ``None`` when Teams does not say.
    roles
        How many have each role; ``None`` is for those whose role is not known.
    named
        The roles of those who are no ordinary officials, by a digest of their ids, so that a writer is not their own
        reader.
    kept_until
        When Teams is asked again.
    """

    members: int | None
    roles: Counter[Role | None]
    named: dict[bytes, Role]
    kept_until: float

    def readers_of(self, writer: bytes, role: Role | None) -> tuple[Role, ...]:
        """Return the roles of all but the writer, each once, as they may be told to the service."""
        others = self.roles - Counter([self.named.get(writer, role)])
        return tuple(sorted(set(recipients_of(others))))


class Conversations:
    """Knows the conversations that activities come from, for some minutes.

    Parameters
    ----------
    officials
        Who has which role; without it no role is ever told.
    """

    def __init__(self, officials: Officials | None = None) -> None:
        self._officials = officials
        self._key = secrets.token_bytes(32)
        self._rosters: OrderedDict[bytes, _Roster] = OrderedDict()

    async def of(self, activity: ActivityBase, api: ApiClient, *, is_asked: bool = True) -> Conversation:
        """Return what is known of the conversation of an activity.

        Parameters
        ----------
        activity
            What came in.
        api
            The connector of the activity's cloud.
        is_asked
            Whether Teams is asked who is in it; not needed where the writer speaks with the bot alone.
        """
        kind = kind_of(activity)
        writer = self._digest(activity.from_.aad_object_id or activity.from_.id)
        sender = self._role_of_account(activity.from_)
        key = f"{activity.conversation.id.partition(';')[0]} {activity.from_.id}"
        if kind is Kind.PERSONAL or not is_asked:
            others = self._others_of_two(activity)
            return Conversation(
                audience=Audience(Kind.PERSONAL, 2) if others else None,
                sender=sender,
                recipients=self._roles_of_ids(others),
                key=key,
            )
        roster = await self._roster(activity.conversation.id.partition(";")[0], api)
        return Conversation(
            audience=Audience(kind, roster.members) if kind is not None else None,
            sender=sender,
            recipients=roster.readers_of(writer, sender),
            key=key,
        )

    async def _roster(self, conversation: str, api: ApiClient) -> _Roster:
        place = self._digest(conversation)
        kept = self._rosters.get(place)
        if kept is not None and monotonic() < kept.kept_until:
            return kept
        try:
            async with asyncio.timeout(ROSTER_SECONDS):
                roster = await self._ask(conversation, api)
        except (httpx.HTTPError, OSError, ValueError) as problem:  # no token, no time, or no answer that makes sense
            _logger.info("members not known", extra={"facts": {"reason": type(problem).__name__}})
            roster = _Roster(None, Counter([None]), {}, monotonic() + _FAILURE_SECONDS)
        self._rosters[place] = roster
        self._rosters.move_to_end(place)
        if len(self._rosters) > _MOST_KEPT:
            self._rosters.popitem(last=False)
        return roster

    async def _ask(self, conversation: str, api: ApiClient) -> _Roster:
        roles: Counter[Role | None] = Counter()
        named: dict[bytes, Role] = {}
        token: str | None = None
        for _ in range(_MOST_PAGES):
            page = await api.conversations.get_paged_members(conversation, _PAGE, token)
            for member in page.members:
                role = self._role_of_member(member)
                roles[role] += 1
                if role is not None and role is not Role.OFFICIAL:
                    named[self._digest(member.aad_object_id or member.id)] = role
            token = page.continuation_token
            if not token:
                return _Roster(roles.total(), roles, named, monotonic() + KEPT_SECONDS)
        return _Roster(None, roles + Counter([None]), named, monotonic() + KEPT_SECONDS)

    def _others_of_two(self, activity: ActivityBase) -> list[str]:
        """Return who the writer speaks with, when two people do: the id of their chat is made of both of theirs."""
        found = _TWO.fullmatch(activity.conversation.id)
        known = {activity.from_.aad_object_id, activity.recipient.id.removeprefix("28:")}
        return [name for name in found.groups() if name not in known] if found else []

    def _roles_of_ids(self, ids: Iterable[str]) -> tuple[Role, ...]:
        if self._officials is None:
            return ()
        roles = {self._officials.role_of([name]) for name in ids}
        return tuple(sorted(recipients_of(roles)))

    def _role_of_member(self, member: TeamsChannelAccount) -> Role | None:
        if self._officials is None:
            return None
        ids = (member.aad_object_id, member.user_principal_name, member.email)
        return self._officials.role_of(ids, guest=member.user_role == "guest")

    def _role_of_account(self, account: Account) -> Role | None:
        if self._officials is None:
            return None
        return self._officials.role_of((account.aad_object_id, account.email))

    def _digest(self, name: str) -> bytes:
        return hmac.digest(self._key, name.encode("utf-8", "surrogatepass"), "sha256")[:16]


def kind_of(activity: ActivityBase) -> Kind | None:
    """Return the kind of the conversation of an activity; ``None`` when Teams does not say.

    A kind that is new counts as a group, in which others could read along.
    """
    said = activity.conversation.conversation_type
    if said in list(Kind):
        return Kind(said)
    data = activity.channel_data
    if data is not None and (data.team is not None or data.channel is not None):
        return Kind.CHANNEL
    return Kind.GROUP_CHAT if said or activity.conversation.is_group else None
