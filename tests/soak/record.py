"""What happened, request by request, and in which phase."""

import math
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.soak.drafts import Situation
from tests.soak.oracle import GOOD, Judged, Outcome

__all__ = ["Event", "Phase", "Record", "by_second", "percentile", "seconds_until_well"]

_CLEAN = 1.0  # seconds in which everything must be right to speak of recovery


@dataclass(frozen=True, slots=True)
class Event:
    """A request: when it was sent (monotonic seconds), how long it took, and what came of it.

    ``late`` are the seconds from when it was due until it was sent, ``is_new`` says that a connection was made for it,
    and ``situations`` which models and policies answered.
    """

    kind: str
    sent: float
    seconds: float
    outcome: Outcome
    status: int | None = None
    late: float = 0.0
    is_new: bool = False
    situations: frozenset[Situation] = frozenset()


@dataclass(slots=True)
class Phase:
    """A stretch of the run: a fault from when it begins until it is over, or a quiet stretch.

    ``may`` are the situations that may answer, ``is_answered`` says that drafts are promised to be answered, and
    ``shows`` names the situation that must be seen.

    ``healed`` is when the fault was taken away, ``recovery`` the seconds from there until all is answered right.
    """

    name: str
    begun: float
    may: frozenset[str] = frozenset()
    is_answered: bool = False
    shows: str | None = None
    healed: float | None = None
    ended: float | None = None
    recovery: float | None = None
    notes: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


class Record:
    """Keeps every event and every phase."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.phases: list[Phase] = []
        self.wrong: list[str] = []
        self.stuck: list[str] = []
        self._under_way: dict[int, float] = {}
        self._late: dict[int, float] = {}
        self._number = 0

    def begin(self, due: float | None = None) -> int:
        """Note that a request is sent that should have been sent at ``due``, and return its number."""
        self._number += 1
        sent = time.monotonic()
        self._under_way[self._number] = sent
        self._late[self._number] = 0.0 if due is None else max(0.0, sent - due)
        return self._number

    def end(self, number: int, kind: str, judged: Judged, status: int | None = None, *, is_new: bool = False) -> None:
        """Note what came of a request."""
        sent, late = self._under_way.pop(number), self._late.pop(number)
        taken = time.monotonic() - sent
        self.events.append(Event(kind, sent, taken, judged.outcome, status, late, is_new, judged.situations))
        if judged.outcome is Outcome.WRONG:
            self.wrong.append(f"{kind}: {judged.why}")

    @property
    def under_way(self) -> int:
        """How many requests have no answer yet."""
        return len(self._under_way)

    def recovery(self, since: float) -> float | None:
        """Return the seconds from ``since`` until all was answered right, ``None`` while it is not."""
        recent = []
        for event in reversed(self.events):
            if event.sent + event.seconds < since:
                break
            if event.sent >= since:
                recent.append(event)
        return seconds_until_well(recent, list(self._under_way.values()), since=since, now=time.monotonic())

    def within(self, phase: Phase) -> list[Event]:
        """Return the requests that were sent in ``phase``."""
        ended = math.inf if phase.ended is None else phase.ended
        return [event for event in self.events if phase.begun <= event.sent < ended]


def seconds_until_well(
    events: Iterable[Event], under_way: Iterable[float], *, since: float, now: float
) -> float | None:
    """Return the seconds from ``since`` to the last request that was not answered right.

    ``None`` as long as no second has gone by since then in which something was sent, and all of it answered right.

    Parameters
    ----------
    events
        What was sent since then and has an answer.
    under_way
        When what has no answer yet was sent.
    since, now
        Monotonic seconds.
    """
    told = list(events)
    waits = min(under_way, default=now)
    well = max((event.sent for event in told if event.outcome not in GOOD), default=since)
    is_shown = any(well < event.sent < well + _CLEAN for event in told)
    return well - since if is_shown and waits >= well + _CLEAN else None


def percentile(events: Iterable[Event], share: float) -> float | None:
    """Return the milliseconds within which ``share`` of the single assessments that were right had their answer.

    They count from when they were due, so that a client that is late makes the service look slower and never faster.
    """
    counted = (event for event in events if event.kind == "assessment" and event.outcome is Outcome.RIGHT)
    taken = sorted(event.late + event.seconds for event in counted)
    return round(taken[min(len(taken) - 1, int(len(taken) * share))] * 1000, 1) if taken else None


def by_second(events: Iterable[Event], started: float) -> dict[int, Counter[str]]:
    """Count outcomes per second of the run."""
    seconds: dict[int, Counter[str]] = {}
    for event in events:
        seconds.setdefault(math.floor(event.sent - started), Counter())[event.outcome] += 1
    return dict(sorted(seconds.items()))
