"""How long the app's answers take at several rates, beside the service asked the same without it."""

import statistics

from tests.bench.asking import ask_bodies
from tests.bench.figures import middle, percentile, summary
from tests.bench.plan import USUAL
from tests.bench.processes import waited_milliseconds, worked_milliseconds
from tests.bench.teams.activities import KINDS, draft_body

SERVICE = "service"
"""The turn in which the service is asked without the app."""

_MIDDLES = ("p50", "p99", "longest", "app", "service", "waited")


def warm_up(house, plan, supply):
    """Let the app answer activities of all kinds."""
    house.send([(kind, text) for text in supply.of_words(USUAL, plan.warm_up) for kind in KINDS], rate=30)


def measure(service, house, plan, supply):
    """Let the kinds take turns, and the service without the app with them, for some rounds of every rate.

    Every round has messages of its own, the same for all turns, and another turn comes first.
    """
    return {
        "words": USUAL,
        "rates": [_rate(service, house, rate, seconds, plan, supply) for rate, seconds in plan.rates.items()],
    }


def _rate(service, house, rate, seconds, plan, supply):
    turns = [SERVICE, *KINDS]
    rounds, latencies = {name: [] for name in turns}, {name: [] for name in turns}
    for number in range(plan.rounds):
        texts = supply.of_words(USUAL, round(rate * seconds))
        for name in turns[number % len(turns) :] + turns[: number % len(turns)]:
            run, worked = _turn(service, house, name, texts, rate)
            latencies[name] += run["latencies"]
            late = percentile(run["lateness"], 0.99)
            rounds[name].append(figures(run["latencies"]) | worked | {"late": late})
    return {
        "rate": rate,
        "seconds": seconds,
        "rounds": rounds,
        "medians": {name: {figure: middle(done, figure) for figure in _MIDDLES} for name, done in rounds.items()},
        "together": {name: figures(values) for name, values in latencies.items()},
        "late": statistics.median(found["late"] for done in rounds.values() for found in done),
    }


def _turn(service, house, name, texts, rate):
    """Return what the load generator measured, and what each request took of a core and waited for one, in ms."""
    before = _scheduled(service, house)
    if name == SERVICE:
        bodies = [draft_body(text) for text in texts]
        run = ask_bodies(service, "/v1/assessments", bodies, rate=rate, connections=service.connections)
    else:
        run = house.send([(name, text) for text in texts], rate=rate)
    after = _scheduled(service, house)
    return run, {name: (after[name] - before[name]) / len(texts) for name in after}


def _scheduled(service, house):
    app, asked = house.app.process.pid, service.process.pid
    return {
        "app": worked_milliseconds(app),
        "service": worked_milliseconds(asked),
        "waited": waited_milliseconds(app) + waited_milliseconds(asked),
    }


def figures(latencies):
    """Return median, 99th percentile, longest and number of latencies in milliseconds."""
    return summary(latencies) | {"longest": max(latencies)}
