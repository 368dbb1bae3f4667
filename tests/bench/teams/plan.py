"""How much of the Teams app is measured: enough to trust, or just enough to try."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What a run measures.

    Attributes
    ----------
    rounds
        Rounds in which the kinds of activities take turns.
    rates
        Seconds of each turn by its activities a second.
    away
        Activities of each kind while the service is away.
    starts
        Times that the app is started.
    warm_up
        Activities of each kind before anything is measured.
    """

    rounds: int
    rates: dict[int, float]
    away: int
    starts: int
    warm_up: int


FULL = Plan(rounds=3, rates={5: 4.0, 20: 3.0, 50: 3.0}, away=8, starts=3, warm_up=50)
QUICK = Plan(rounds=1, rates={20: 1.0}, away=1, starts=1, warm_up=5)

LIMIT = 5_000.0
"""Milliseconds that Teams waits."""

PROMISE = 1_000.0
"""Milliseconds in which 99 in 100 answers come while the service answers."""
