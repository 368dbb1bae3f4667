"""How long answers take at the promised rate: one worker, usual messages, sent evenly."""

import statistics

from tests.bench.asking import ask
from tests.bench.figures import middle, percentile, summary
from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.places import NAMES
from tests.bench.plan import RATE, USUAL


def measure(services, plan, supply):
    """Let the services take turns for some rounds; every round has messages of its own, the same for each."""
    count = round(RATE * plan.seconds)
    rounds = {service.name: [] for service in services}
    latencies = {service.name: [] for service in services}
    for _ in range(plan.rounds):
        texts = supply.of_words(USUAL, count)
        for service in services:
            run = ask(service, texts, rate=RATE)
            latencies[service.name] += run["latencies"]
            rounds[service.name].append(summary(run["latencies"]) | {"late": percentile(run["lateness"], 0.99)})
    return {
        "rate": RATE,
        "words": USUAL,
        "seconds": plan.seconds,
        "rounds": rounds,
        "medians": {name: {figure: middle(done, figure) for figure in ("p50", "p99")} for name, done in rounds.items()},
        "together": {name: summary(values) for name, values in latencies.items()},
        "late": statistics.median(figures["late"] for done in rounds.values() for figures in done),
    }


def lines(result):
    """Word it."""
    ours = result["medians"]["ours"]
    rows = [
        [
            NAMES[name],
            milliseconds(found["p50"]),
            milliseconds(found["p99"]),
            _spread(result["rounds"][name]),
            milliseconds(result["together"][name]["p99"]),
            ratio(ours["p50"], found["p50"]),
            ratio(ours["p99"], found["p99"]),
        ]
        for name, found in result["medians"].items()
    ]
    rounds = len(result["rounds"]["ours"])
    return [
        f"## {result['rate']} requests a second, one worker",
        "",
        f"Medians of {rounds} rounds of {result['seconds']:g} s in which the services take turns; {result['words']} "
        "words; milliseconds from when a request was due, over HTTP. The sender itself was at most "
        f"{milliseconds(result['late'])} ms late (99 in 100). 'All together' is of the "
        "requests of all rounds, so that one bad round counts too.",
        "",
        *table(["", "p50", "p99", "p99 by round", "p99, all together", "ours/it, p50", "ours/it, p99"], rows),
    ]


def _spread(rounds):
    values = [figures["p99"] for figures in rounds]
    return f"{milliseconds(min(values))}–{milliseconds(max(values))}"
