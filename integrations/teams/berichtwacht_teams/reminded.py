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
        """Return those that were not yet shown in this conversation today.

        Parameters
        ----------
        conversation
            What tells the conversation and writer from others.
        reminders
            Those that the service gave.
        """
        self._forget_yesterday()
        return tuple(reminder for reminder in reminders if self._digest(conversation, reminder) not in self._seen)

    def shown(self, conversation: str, reminders: Iterable[Reminder]) -> None:
        """Keep until tomorrow that these were shown; the parameters are those of :meth:`due`."""
        self._forget_yesterday()
        for reminder in reminders:
            self._seen[self._digest(conversation, reminder)] = None
            if len(self._seen) > self._most:
                self._seen.popitem(last=False)

    def _forget_yesterday(self) -> None:
        if (today := self._today()) != self._day:
            self._day = today
            self._seen.clear()

    def _digest(self, conversation: str, reminder: Reminder) -> bytes:
        name = f"{reminder.code} {conversation}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, name, "sha256")[:16]
