"""``python -m tests.bench [speed|memory|steps|teams] [--quick]``: measure, print, and write it down.

A quick run measures less, to try the bench, and writes nothing.
"""

import argparse
import signal
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

from tests.bench import at_rate, by_length, highest, in_process, machine, memory, report, start_up, steps
from tests.bench.asking import warm_up
from tests.bench.messages import Supply
from tests.bench.places import NAMES, TEAMS_PATHS, python_of, revision
from tests.bench.plan import FULL, QUICK
from tests.bench.services import serving


def main():
    """Measure what was asked."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "memory", "steps", "teams"), default="speed")
    parser.add_argument("--quick", action="store_true", help="measure less, and write nothing")
    options = parser.parse_args()
    if options.what == "steps":
        print("\n".join(steps.lines(steps.measure(QUICK if options.quick else FULL, Supply()))))
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    measure = {"speed": measure_speed, "memory": measure_memory, "teams": measure_teams}[options.what]
    result, text = measure(quick=options.quick)
    print(text)
    if not options.quick:
        say(f"written: {report.write(result, text, kind=options.what)}")


def measure_speed(*, quick):
    """Measure everything but memory; return it as data and as a page."""
    _look_for_peers()
    plan, supply, started = QUICK if quick else FULL, Supply(), time.monotonic()
    result = _stamp() | {"quick": quick, "machine": _machine(), "before": machine.yardstick()}
    with TemporaryDirectory(prefix="berichtwacht-bench-") as folder:
        say("start-up")
        result["start_up"] = start_up.measure(folder, plan)
        with running(folder, supply, workers=1) as services:
            say("at a fixed rate")
            result["at_rate"] = at_rate.measure(services, plan, supply)
            say("by length")
            result["by_length"] = by_length.measure(services, plan, supply)
            say("without HTTP")
            result["in_process"] = in_process.measure(services, plan, supply)
            say("highest rate, one worker")
            result["highest"] = [highest.measure(services, plan, supply)]
        with running(folder, supply, workers=2) as services:
            say("highest rate, two workers")
            result["highest"].append(highest.measure(services, plan, supply))
    say("by step")
    result["steps"] = steps.measure(plan, supply)
    result |= {"after": machine.yardstick(), "memory": report.last_memory()}
    result["minutes"] = (time.monotonic() - started) / 60
    return result, report.page(result)


def measure_memory(*, quick):
    """Measure memory; return it as data and as a page."""
    _look_for_peers()
    say("memory")
    result = _stamp() | memory.measure(quick=quick)
    return result, "\n".join(memory.lines(result)).replace("## ", "# ", 1)


def measure_teams(*, quick):
    """Measure the Teams app; return it as data and as a page."""
    sys.path += map(str, TEAMS_PATHS)
    from tests.bench.teams import measuring, page

    result = _stamp() | measuring.measure(quick=quick, say=say)
    return result, page.page(result)


def _look_for_peers():
    for name in NAMES:
        python_of(name)


def _machine():
    return machine.facts() | {"peer_versions": machine.peer_versions()}


@contextmanager
def running(folder, supply, *, workers):
    """Run all services, warmed up, until the block ends."""
    with ExitStack() as stack:
        services = [stack.enter_context(serving(name, folder, workers=workers)) for name in NAMES]
        for service in services:
            warm_up(service, supply)
        yield services


def _stamp():
    return {"date": f"{datetime.now(UTC):%Y-%m-%d}", "revision": revision()}


def say(what):
    """Say on standard error how far it is."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
