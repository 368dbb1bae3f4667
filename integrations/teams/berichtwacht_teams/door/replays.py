"""Activities that came before."""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import blake2b
from time import monotonic
from typing import Any

__all__ = ["REMEMBERED_FOR", "Replays"]

REMEMBERED_FOR = 70 * 60.0
"""Seconds: as long as a token of the Bot Framework lives, and the clocks' leeway at both ends."""

_MOST = 50_000


class Replays:
    """Remembers which activities came, so that one that was overheard counts no second time.

    Kept are digests with a key of this process, which say nothing about who wrote where. It stops only who sends the
    same again: the token does not sign the body, so that whoever has a token can send another body as long as it
    lives. Another process, and this one after a restart, has a memory of its own.

    Parameters
    ----------
    seconds
        How long an activity is remembered.
    most
        How many are; the oldest goes when there are more.
    clock
        Returns the time in seconds.
    """

    def __init__(
        self, *, seconds: float = REMEMBERED_FOR, most: int = _MOST, clock: Callable[[], float] = monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, float] = OrderedDict()
        self.dropped = 0
        """Activities that were forgotten before their time, for want of room."""

    def __len__(self) -> int:
        """Return how many activities are remembered."""
        return len(self._seen)

    def key(self, activity: Mapping[str, Any]) -> bytes:
        """Return what tells an activity from others: every edit of a message has its id, but a time of its own."""
        named = [activity.get(name) for name in ("id", "type", "name", "timestamp")]
        content = json.dumps([activity["conversation"]["id"], *named])
        return blake2b(content.encode(), digest_size=16, key=self._secret).digest()

    def begin(self, key: bytes) -> bool:
        """Remember an activity; return whether it is new."""
        now = self._clock()
        self._forget_old(now)
        if key in self._seen:
            return False
        if len(self._seen) >= self._most:
            self._seen.popitem(last=False)
            self.dropped += 1
        self._seen[key] = now + self._seconds
        return True

    def forget(self, key: bytes) -> None:
        """Forget an activity that could not be handled, so that it may come again."""
        self._seen.pop(key, None)

    def _forget_old(self, now: float) -> None:
        while self._seen and next(iter(self._seen.values())) <= now:
            self._seen.popitem(last=False)
