"""Where the time of a message goes: each step of the library timed on its own over the same records."""

import time

from tests.bench.figures import percentile
from tests.bench.markdown import milliseconds, table
from tests.bench.places import on, split
from tests.bench.plan import USUAL

WARM_UP = 100


def measure(plan, supply):
    """Time the steps on the core that the services have."""
    with on(split(1)[0]):
        return _measure(plan.steps, supply)


def _measure(count, supply):
    from classifier import Classifier, Draft

    classifier = Classifier.load()
    drafts = [Draft(text=text) for text in supply.of_words(USUAL, count + WARM_UP)]
    for draft in drafts[:WARM_UP]:
        classifier.assess(draft)
    steps = {
        "normalise": _normalise,
        "recognise": classifier.engine.recognise,
        "score": classifier.scorer.score,
        "decide": classifier.policy.decide,
        "advise": classifier.adviser.advise,
    }
    times = {name: [] for name in steps}
    whole = []
    for draft in drafts[WARM_UP:]:
        _timed(classifier.assess, draft, whole)
        record = draft
        for name, step in steps.items():
            record = _timed(step, record, times[name])
    return {
        "words": USUAL,
        "messages": count,
        "steps": {name: _figures(values) for name, values in times.items()},
        "whole": _figures(whole),
    }


def _normalise(draft):
    from classifier.normalise import normalise

    return normalise(draft)


def _timed(function, argument, into):
    started = time.perf_counter()
    result = function(argument)
    into.append((time.perf_counter() - started) * 1000)
    return result


def _figures(values):
    return {"p50": percentile(values, 0.5), "p99": percentile(values, 0.99)}


def lines(result):
    """Word it."""
    total = sum(step["p50"] for step in result["steps"].values())
    rows = [
        [name, milliseconds(step["p50"]), milliseconds(step["p99"]), f"{step['p50'] / total:.0%}"]
        for name, step in result["steps"].items()
    ]
    whole = result["whole"]
    rows.append(["`assess()`", milliseconds(whole["p50"]), milliseconds(whole["p99"]), ""])
    return [
        "## By step",
        "",
        f"The library, one thread on one core; {result['messages']:,} messages of {result['words']} words; "
        "milliseconds.",
        "",
        *table(["step", "p50", "p99", "share"], rows),
    ]
