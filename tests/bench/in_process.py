"""What one core does without HTTP, in one thread; and so what HTTP adds."""

import json
import statistics
import subprocess
from contextlib import ExitStack, contextmanager
from itertools import islice

from tests.bench.asking import ask
from tests.bench.figures import percentile
from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.messages import of_words
from tests.bench.places import NAMES, ROOT, environment, on, python_of, split
from tests.bench.plan import USUAL

ROUNDS = 5


def measure(services, plan):
    """Let the engines and their services take turns with the same messages, one after the other."""
    rounds = {service.name: {"library": [], "http": [], "rate": []} for service in services}
    with ExitStack() as stack:
        workers = {service.name: stack.enter_context(_worker(service.name)) for service in services}
        for number in range(-1, ROUNDS):  # the first round is only there to warm up
            texts = list(islice(of_words(USUAL), (number + 1) * plan.in_process, (number + 2) * plan.in_process))
            for service in services:
                times = workers[service.name](texts)
                latencies = ask(service, texts)["latencies"]
                if number >= 0:
                    done = rounds[service.name]
                    done["library"].append(percentile(times, 0.5))
                    done["http"].append(percentile(latencies, 0.5))
                    done["rate"].append(1000 * len(times) / sum(times))
    return {
        "words": USUAL,
        "messages": ROUNDS * plan.in_process,
        "medians": {
            name: {figure: statistics.median(values) for figure, values in done.items()}
            for name, done in rounds.items()
        },
    }


@contextmanager
def _worker(name):
    """Start a process that has the engine, and give a function that lets it work on texts."""
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
        print(json.dumps(texts), file=process.stdin, flush=True)
        return json.loads(process.stdout.readline())

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
            f"{found['rate']:.0f}",
            ratio(ours["rate"], found["rate"]),
        ]
        for name, found in result["medians"].items()
    ]
    header = ["", "library, ms", "over HTTP, ms", "HTTP adds, ms", "messages a second and core", "ours/it"]
    return [
        "## Without HTTP",
        "",
        f"One thread on one core; {result['messages']:,} messages of {result['words']} words, one after the other, in "
        f"{ROUNDS} rounds in which all take turns. Medians; messages a second are of the library.",
        "",
        *table(header, rows),
    ]
