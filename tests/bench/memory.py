"""What a worker holds after many different messages: ``make bench-memory``."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryDirectory

from tests.bench.asking import ask_in_batches
from tests.bench.markdown import table
from tests.bench.messages import recombined
from tests.bench.places import NAMES, cores
from tests.bench.processes import resident_megabytes
from tests.bench.services import serving

STEP = 10_000
"""Messages between two looks."""

MESSAGES = 100_000
QUICK_MESSAGES = 4_000


def measure(*, quick=False):
    """Send different messages to every service, and look at its memory ten times.

    Memory does not depend on who else works, so the services are asked beside each other.
    """
    count = QUICK_MESSAGES if quick else MESSAGES
    step = count // (MESSAGES // STEP)
    with TemporaryDirectory(prefix="berichtwacht-bench-") as folder, ExitStack() as stack:
        services = [stack.enter_context(serving(name, folder, chosen=cores())) for name in NAMES]
        with ThreadPoolExecutor(len(services)) as threads:
            looks = list(threads.map(lambda service: _look(service, count, step), services))
    return {
        "messages": count,
        "step": step,
        "megabytes": {service.name: found for service, found in zip(services, looks, strict=True)},
    }


def _look(service, count, step):
    """Return the memory in MB at the start and after every ``step`` messages; fewer when a peer failed on the way."""
    texts = recombined(count)
    megabytes = [resident_megabytes(service.process.pid)]
    for _ in range(count // step):
        run = ask_in_batches(service, islice(texts, step))
        if float("inf") in run["latencies"]:
            if service.name == "ours":
                raise SystemExit(f"bench: {NAMES[service.name]} did not answer every batch")
            return megabytes  # a peer that failed is told of as far as it came
        megabytes.append(resident_megabytes(service.process.pid))
    return megabytes


def growth(result, name):
    """Return the share by which memory grew from the first look after the start to the last."""
    found = result["megabytes"][name]
    return found[-1] / found[1] - 1 if len(found) > 1 else 0.0


def lines(result):
    """Word it."""
    step, last = result["step"], result["messages"]
    rows = [_row(result, name, found) for name, found in result["megabytes"].items()]
    return [
        "## Memory of a worker",
        "",
        f"Resident MB after {last:,} different messages over HTTP: five to eight words of the corpus in any order, and "
        "in each a made-up word and a number of its own. `make bench-memory`, "
        f"{result['date']}, commit {result['revision']}.",
        "",
        *table(["", "at the start", f"after {step:,}", f"after {last:,}", f"growth from {step:,}"], rows),
    ]


def _row(result, name, found):
    if len(found) <= result["messages"] // result["step"]:
        return [NAMES[name], f"{found[0]:.0f}", "–", "–", f"did not answer every batch after {len(found) - 1} looks"]
    return [NAMES[name], f"{found[0]:.0f}", f"{found[1]:.0f}", f"{found[-1]:.0f}", f"{growth(result, name):+.1%}"]
