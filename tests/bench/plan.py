"""How much is measured: enough to trust, or just enough to try."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What a run measures.

    Attributes
    ----------
    rounds
        Rounds in which the services take turns.
    seconds
        Seconds of each turn at a fixed rate.
    sequential
        Messages a turn of each length in words.
    long_sequential
        Messages a turn by length in characters.
    probe_seconds
        Seconds for which a rate is tried in the search for the highest.
    in_process
        Messages a turn without HTTP.
    steps
        Messages whose steps are timed.
    starts
        Times that each service is started.
    """

    rounds: int
    seconds: float
    sequential: int
    long_sequential: dict[int, int]
    probe_seconds: float
    in_process: int
    steps: int
    starts: int


FULL = Plan(
    rounds=5,
    seconds=8.0,
    sequential=40,
    long_sequential={1_000: 12, 2_000: 7, 5_000: 4, 10_000: 3},
    probe_seconds=4.0,
    in_process=150,
    steps=1_000,
    starts=3,
)

QUICK = Plan(
    rounds=3,
    seconds=3.0,
    sequential=15,
    long_sequential={1_000: 4, 2_000: 3, 5_000: 2, 10_000: 1},
    probe_seconds=1.0,
    in_process=50,
    steps=200,
    starts=1,
)

WORD_LENGTHS = (5, 10, 20, 50, 100, 200)
"""Lengths in words."""

USUAL = 20
"""Words of a usual message."""

RATE = 50
"""Requests a second of the promise."""

BOUND = 50.0
"""Milliseconds under which 99 in 100 answers must stay for a rate to count as kept."""
