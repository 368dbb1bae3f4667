"""Where everything is, and which processor cores it may use."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEASUREMENTS = ROOT / "docs" / "measurements"
PEERS = ROOT / ".venv-bench" / "bin" / "python"
TEAMS_PATHS = (ROOT / "integrations" / "python", ROOT / "integrations" / "teams", ROOT / "tests")
"""Where the Teams app is, and what signs for it in tests; not installed where this runs."""

NAMES = {"ours": "Berichtwacht", "presidio": "Presidio", "deduce": "deduce"}


class NotReady(SystemExit):
    """Something that measuring needs is missing."""


def python_of(name):
    """Return the interpreter that has the engine called ``name``."""
    if name != "ours" and not PEERS.exists():
        raise NotReady("bench: there is no .venv-bench with the peers: run 'make bench'")
    return Path(sys.executable) if name == "ours" else PEERS


def environment(**more):
    """Return the environment of a process that runs this repository's code."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("BERICHTWACHT_")}
    return mine | {"PYTHONPATH": str(ROOT)} | more


def cores():
    """Return the cores that this process may use, in order."""
    if not hasattr(os, "sched_getaffinity"):
        raise NotReady("bench: needs Linux, which lets a process choose its cores")
    return sorted(os.sched_getaffinity(0))


@contextmanager
def on(chosen):
    """Let what is done here, and every process that is started here, use the ``chosen`` cores only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, chosen)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def split(workers):
    """Return the cores of a service with ``workers`` workers, and those of what asks it.

    What asks has a core of its own as long as there is one left.
    """
    mine = cores()
    return mine[:workers], mine[workers:][-1:] or mine


def revision():
    """Return the commit that is measured, marked when files differ from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return described.stdout.strip() or "unknown"
