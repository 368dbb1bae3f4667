"""The whole measurement of the Teams app."""

import statistics
import time
from tempfile import TemporaryDirectory

from tests.bench import machine
from tests.bench.asking import warm_up
from tests.bench.messages import Supply
from tests.bench.places import cores
from tests.bench.processes import resident_megabytes
from tests.bench.services import serving
from tests.bench.teams import at_rate, away
from tests.bench.teams.house import living
from tests.bench.teams.plan import FULL, QUICK


def measure(*, quick, say):
    """Measure everything, and return it as data; ``say`` is told how far it is."""
    plan, supply, started = QUICK if quick else FULL, Supply(), time.monotonic()
    facts = machine.facts("microsoft-teams-apps", "httpx")
    result = {"quick": quick, "machine": facts, "before": machine.yardstick()}
    with TemporaryDirectory(prefix="berichtwacht-bench-") as folder, serving("ours", folder) as service:
        say("start-up")
        result["start_up"] = _start_up(folder, service, plan)
        with living(folder, service) as house:
            at_start = resident_megabytes(house.app.process.pid)
            warm_up(service, supply)
            at_rate.warm_up(house, plan, supply)
            say("at fixed rates")
            result["at_rate"] = at_rate.measure(service, house, plan, supply)
            result["memory"] = {"start": at_start, "end": resident_megabytes(house.app.process.pid)}
            result["between"] = machine.yardstick()
            say("with the service silent and gone")
            result["away"] = away.measure(service, house, plan, supply)
    return result | {"after": machine.yardstick(), "minutes": (time.monotonic() - started) / 60}


def _start_up(folder, service, plan):
    seconds = []
    for _ in range(plan.starts):
        with living(folder, service, chosen=cores()) as house:
            seconds.append(house.app.started_in)
    return {"median": statistics.median(seconds), "seconds": seconds}
