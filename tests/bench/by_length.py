"""How long an answer takes by the length of the message, one after the other, over HTTP."""

import statistics

from tests.bench.asking import ask
from tests.bench.figures import exponent, percentile
from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.places import NAMES
from tests.bench.plan import WORD_LENGTHS

ROUNDS = 3
LONG = 1_000
"""Characters from which a message counts as long, for the power with which cost grows."""


def measure(services, plan, supply):
    """Let the services take turns, length by length; every round has messages of its own, the same for each."""
    kinds = [(f"{words} words", supply.of_words, words, plan.sequential) for words in WORD_LENGTHS]
    for size, count in plan.long_sequential.items():
        kinds.append((f"{size:,} characters", supply.of_characters, size, count))
    return {"rounds": ROUNDS, "lengths": [_length(services, *kind) for kind in kinds]}


def _length(services, label, make, size, count):
    rounds = {service.name: [] for service in services}
    characters = []
    for _ in range(ROUNDS):
        texts = make(size, count)
        characters += map(len, texts)
        for service in services:
            rounds[service.name].append(percentile(ask(service, texts)["latencies"], 0.5))
    return {
        "length": label,
        "messages": ROUNDS * count,
        "characters": statistics.mean(characters),
        "p50": {name: statistics.median(done) for name, done in rounds.items()},
    }


def growth(result, name):
    """Return the powers of length with which cost grows, over all lengths and over long messages."""
    lengths = result["lengths"]
    long = [length for length in lengths if length["characters"] >= LONG]
    return tuple(
        exponent([length["characters"] for length in some], [length["p50"][name] for length in some])
        for some in (lengths, long)
    )


def lines(result):
    """Word it."""
    names = list(result["lengths"][0]["p50"])
    peers = [name for name in names if name != "ours"]
    rows = []
    for length in result["lengths"]:
        ours = length["p50"]["ours"]
        rows.append(
            [
                length["length"],
                f"{length['characters']:.0f}",
                *(milliseconds(length["p50"][name]) for name in names),
                milliseconds(1000 * ours / length["characters"]),
                *(ratio(ours, length["p50"][name]) for name in peers),
            ]
        )
    powers = {name: growth(result, name) for name in names}
    header = ["length", "characters", *(NAMES[name] for name in names), "ours per 1,000 characters"]
    return [
        "## By length",
        "",
        f"Medians of {result['rounds']} rounds, one message after the other, one worker; milliseconds over HTTP.",
        "",
        *table([*header, *(f"ours/{NAMES[name]}" for name in peers)], rows),
        "The power of length with which the time grows (1 is linear), over all lengths and from "
        f"{LONG:,} characters: "
        + "; ".join(f"{NAMES[name]} {power[0]:.2f} and {power[1]:.2f}" for name, power in powers.items())
        + ".",
        "",
    ]
