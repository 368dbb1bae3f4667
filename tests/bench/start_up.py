"""How long a service takes from nothing to its first answer that says that it is ready."""

import statistics

from tests.bench.markdown import ratio, table
from tests.bench.places import NAMES, cores
from tests.bench.services import serving


def measure(folder, plan):
    """Start every service some times, in turns, with all cores to itself."""
    seconds = {name: [] for name in NAMES}
    for _ in range(plan.starts):
        for name in NAMES:
            with serving(name, folder, chosen=cores()) as service:
                seconds[name].append(service.started_in)
    return {"starts": plan.starts, "seconds": seconds}


def lines(result):
    """Word it."""
    medians = {name: statistics.median(seconds) for name, seconds in result["seconds"].items()}
    rows = [
        [NAMES[name], f"{middle:.1f}", f"{min(seconds):.1f}–{max(seconds):.1f}", ratio(medians["ours"], middle)]
        for (name, middle), seconds in zip(medians.items(), result["seconds"].values(), strict=True)
    ]
    return [
        "## Start-up",
        "",
        f"Seconds from a new process to its first ready answer, one worker, all cores; {result['starts']} times each.",
        "",
        *table(["", "median", "all", "ours/it"], rows),
    ]
