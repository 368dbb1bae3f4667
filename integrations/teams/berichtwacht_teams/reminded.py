"""Reminders come once per conversation, writer and day; here is kept count of it."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from berichtwacht_client import Reminder

__all__ = ["Reminded"]

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MOST = 50_000


def _today() -> date:
    return datetime.now(UTC).astimezone(_AMSTERDAM).date()


class Reminded:
    """Which reminders a writer has seen today. Only digests are kept, and only until tomorrow.

    Parameters
    ----------
    today
        Tells the day.
    most
        How many reminders are kept; beyond it the oldest is forgotten, and may be shown again.
    """

    def __init__(self, today: Callable[[], date] = _today, *, most: int = _MOST) -> None:
        self._today = today
        self._most = most
        self._key = secrets.token_bytes(32)
        self._day = today()
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def due(self, conversation: str, reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
        """Return those that were not yet shown in this conversation today, and keep that they are shown now.

        Parameters
        ----------
        conversation
            What tells the conversation and writer from others.
        reminders
            Those that the service gave.
        """
        if (today := self._today()) != self._day:
            self._day = today
            self._seen.clear()
        return tuple(reminder for reminder in reminders if self._is_new(conversation, reminder.code))

    def _is_new(self, conversation: str, code: str) -> bool:
        digest = hmac.digest(self._key, f"{code} {conversation}".encode("utf-8", "surrogatepass"), "sha256")[:16]
        if digest in self._seen:
            return False
        self._seen[digest] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True
