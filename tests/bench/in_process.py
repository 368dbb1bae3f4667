"""What one core does without HTTP, in one thread; and so what HTTP adds."""

import json
import statistics
import subprocess
from contextlib import ExitStack, contextmanager

from tests.bench.asking import ask
from tests.bench.figures import percentile
from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.places import NAMES, ROOT, environment, on, python_of, split
from tests.bench.plan import USUAL
from tests.bench.processes import worked_milliseconds

ROUNDS = 5
FIGURES = ("library", "http", "library_worked", "http_worked", "rate")


def measure(services, plan, supply):
    """Let the engines and their services take turns with the same messages, one after the other."""
    rounds = {service.name: {figure: [] for figure in FIGURES} for service in services}
    with ExitStack() as stack:
        workers = {service.name: stack.enter_context(_worker(service.name)) for service in services}
        for number in range(-1, ROUNDS):  # the first round is only there to warm up
            texts = supply.of_words(USUAL, plan.in_process)
            for service in services:
                found = _turn(service, workers[service.name], texts)
                if number >= 0:
                    for figure, value in zip(FIGURES, found, strict=True):
                        rounds[service.name][figure].append(value)
    return {
        "words": USUAL,
        "messages": ROUNDS * plan.in_process,
        "medians": {
            name: {figure: statistics.median(values) for figure, values in done.items()}
            for name, done in rounds.items()
        },
    }


def _turn(service, worker, texts):
    """Return the :data:`FIGURES` of one turn."""
    times, library_worked = worker(texts)
    before = worked_milliseconds(service.process.pid)
    latencies = ask(service, texts)["latencies"]
    http_worked = worked_milliseconds(service.process.pid) - before
    return (
        percentile(times, 0.5),
        percentile(latencies, 0.5),
        library_worked / len(texts),
        http_worked / len(texts),
        1000 * len(times) / sum(times),
    )


@contextmanager
def _worker(name):
    """Start a process that has the engine, and give a function that lets it work on texts.

    The function returns the milliseconds of each text, and those that the process had a core.
    """
    with on(split(1)[0]):
        process = subprocess.Popen(
            [python_of(name), "-m", "tests.bench.worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
        )

    def work(texts):
        before = worked_milliseconds(process.pid)
        print(json.dumps(texts), file=process.stdin, flush=True)
        times = json.loads(process.stdout.readline())
        return times, worked_milliseconds(process.pid) - before

    try:
        yield work
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def lines(result):
    """Word it."""
    ours = result["medians"]["ours"]
    rows = [
        [
            NAMES[name],
            milliseconds(found["library"]),
            milliseconds(found["http"]),
            milliseconds(found["http"] - found["library"]),
            milliseconds(found["library_worked"]),
            milliseconds(found["http_worked"]),
            milliseconds(found["http_worked"] - found["library_worked"]),
            f"{found['rate']:.0f}",
            ratio(ours["rate"], found["rate"]),
        ]
        for name, found in result["medians"].items()
    ]
    times = ["library", "over HTTP", "HTTP adds"]
    header = ["", *times, *(f"{name}, core time" for name in times), "messages a second and core", "ours/it"]
    return [
        "## Without HTTP",
        "",
        f"One thread on one core; {result['messages']:,} messages of {result['words']} words, one after the other, in "
        f"{ROUNDS} rounds in which all take turns. Medians, in milliseconds: p50 on the clock, and the mean time that "
        "the process had a core, which other work on the machine lengthens less. Messages a second are of the library.",
        "",
        *table(header, rows),
    ]
