"""The highest rate at which 99 in 100 answers come within the bound."""

from tests.bench.asking import ask
from tests.bench.figures import percentile
from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.places import NAMES
from tests.bench.plan import BOUND, USUAL
from tests.bench.search import RateSearch

SHARE = 0.99


def measure(services, plan, supply):
    """Search for each service's highest rate; the searches take turns, one rate each.

    Every turn has messages of its own, of which each service gets the first, as many as its rate asks for.
    """
    texts = supply.of_words(USUAL, 50)
    searches = {service.name: RateSearch(_guess(service, texts)) for service in services}
    tried = {service.name: [] for service in services}
    worked = {service.name: service.worked() for service in services}
    while rates := {name: rate for name, search in searches.items() if (rate := search.next_rate) is not None}:
        counts = {name: max(50, round(rate * plan.probe_seconds)) for name, rate in rates.items()}
        texts = supply.of_words(USUAL, max(counts.values()))
        for service in services:
            if rate := rates.get(service.name):
                late = _percentile_at(service, rate, texts[: counts[service.name]])
                searches[service.name].note(rate, kept=late <= BOUND)
                tried[service.name].append({"rate": rate, "p99": late})
    return {
        "workers": services[0].workers,
        "seconds": plan.probe_seconds,
        "best": {name: search.best for name, search in searches.items()},
        "confirmed": {name: search.is_confirmed for name, search in searches.items()},
        "tried": tried,
        "busiest": {service.name: _busiest(worked[service.name], service.worked()) for service in services},
    }


def _busiest(before, after):
    """Return the share of the work that the busiest worker did."""
    done = [worked - before.get(process_id, 0.0) for process_id, worked in after.items()]
    return max(done) / sum(done)


def _guess(service, texts):
    """Return a rate that the service will keep, by how long one message takes."""
    return 700 * service.workers / percentile(ask(service, texts)["latencies"], 0.5)


def _percentile_at(service, rate, texts):
    """Return the 99th percentile at ``rate``, infinite if it was clear early that it is over the bound."""
    run = ask(service, texts, rate=rate, bound=BOUND)
    return float("inf") if run["given_up"] else percentile(run["latencies"], SHARE)


def lines(results):
    """Word the results for each number of workers."""
    rows = []
    for result in results:
        ours = result["best"]["ours"] or 0
        for name, best in result["best"].items():
            kept = [tried["p99"] for tried in result["tried"][name] if tried["rate"] == best]
            rows.append(
                [
                    NAMES[name],
                    str(result["workers"]),
                    str(best or "none") + ("" if result["confirmed"][name] else " (not kept every time)"),
                    milliseconds(max(kept, default=float("inf"))),
                    f"{result['busiest'][name]:.0%}",
                    ratio(ours, best),
                ]
            )
    return [
        f"## Highest rate with p99 under {BOUND:g} ms",
        "",
        f"Requests a second of {USUAL} words, sent evenly for {results[0]['seconds']:g} s, found by halving and kept "
        "three times. One worker has a core of its own; two workers share two cores with the sender where there are "
        "no more.",
        "",
        *table(["", "workers", "requests a second", "worst p99 at it, ms", "busiest worker's share", "ours/it"], rows),
    ]
