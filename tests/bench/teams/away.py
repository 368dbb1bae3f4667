"""The longest answers while the service is silent, and then gone, and the connector is slow."""

import math
import os
import signal

from tests.bench.plan import USUAL
from tests.bench.teams.activities import ALL_KINDS

ROSTER_SECONDS = 1.5
"""How long the connector takes to say who is in a conversation: longer than the app waits for it."""

RATE = 8
"""Activities a second."""


def measure(service, house, plan, supply):
    """Stop the service, and then kill it; every answer must come, and say that only numbers were checked."""
    os.kill(service.process.pid, signal.SIGSTOP)
    silent = _all_kinds(house, plan, supply)
    service.process.kill()
    service.process.wait()
    return {
        "roster_seconds": ROSTER_SECONDS,
        "rate": RATE,
        "count": plan.away,
        "silent": silent,
        "gone": _all_kinds(house, plan, supply),
    }


def _all_kinds(house, plan, supply):
    activities = [(kind, text) for text in supply.of_words(USUAL, plan.away) for kind in ALL_KINDS]
    run = house.send(activities, rate=RATE, is_away=True, roster_seconds=ROSTER_SECONDS)
    return longest_of_each([kind for kind, _ in activities], run)


def longest_of_each(kinds, run):
    """Return the longest answer in milliseconds by kind; infinite where one did not come.

    Parameters
    ----------
    kinds
        The kind of every request, by number.
    run
        What was measured.
    """
    answered = dict(zip(run["order"], run["latencies"], strict=False))  # what never came is last, without a number
    found = {}
    for number, kind in enumerate(kinds):
        found[kind] = max(found.get(kind, 0.0), answered.get(number, math.inf))
    return found
