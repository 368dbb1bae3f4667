"""Starts what is measured, as its users start it, and stops it again."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import PER_WORKER
from tests.bench.places import NAMES, NotReady, environment, on, python_of, split
from tests.bench.processes import worked_milliseconds

LONGEST_START = 120.0
"""Seconds after which a service that does not answer is given up."""

LONGEST_END = 30.0
"""Seconds that a service gets to end by itself."""


@dataclass(frozen=True)
class Service:
    """A service that runs.

    Attributes
    ----------
    name
        Name of its engine.
    port
        Where it listens, on this machine.
    key
        What it is to be shown with every request.
    workers
        Its number of worker processes.
    process
        The process that was started.
    started_in
        Seconds from starting it to its first answer that says that it is ready.
    """

    name: str
    port: int
    key: str | None
    workers: int
    process: subprocess.Popen
    started_in: float

    @property
    def connections(self):
        """Connections that are kept open to it."""
        return PER_WORKER * self.workers

    def worker_ids(self):
        """Return the process ids of its workers."""
        if self.workers == 1:
            return [self.process.pid]
        listed = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=True)
        return [pid for pid in map(int, listed.stdout.split()) if b"spawn_main" in _command(pid)]

    def worked(self):
        """Return the milliseconds that each of its workers has had a core, by process id."""
        return {process_id: worked_milliseconds(process_id) for process_id in self.worker_ids()}


@contextmanager
def serving(name, folder, *, workers=1, chosen=None):
    """Run the service called ``name`` until the block ends.

    Parameters
    ----------
    name
        Name of its engine.
    folder
        Directory for its store and its log, which the caller throws away.
    workers
        Worker processes.
    chosen
        Cores that it may use; by default one for each worker.
    """
    port = free_port()
    if name == "ours":
        variables, key = _our_settings(Path(folder), port)
        command = [_berichtwacht(), "serve", "--port", str(port), "--workers", str(workers)]
    else:
        variables, key = {}, None
        command = [python_of(name), "-m", "tests.bench.peer", name, "--port", str(port), "--workers", str(workers)]
    chosen = chosen or split(workers)[0]
    with running(name, command, variables, folder, port=port, key=key, workers=workers, chosen=chosen) as service:
        yield service


@contextmanager
def running(name, command, variables, folder, *, port, chosen, key=None, workers=1):
    """Run a ``command`` that listens on ``port``, with more ``variables``, until the block ends; see :func:`serving`.

    Raises
    ------
    NotReady
        If it ends, or is not ready in time; with the end of what it said.
    """
    log_path = Path(folder) / f"{name}-{workers}-{port}.txt"
    with log_path.open("wb") as log, on(chosen):
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment(**variables),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_until_ready(name, process, port, log_path, workers)
        yield Service(name, port, key, workers, process, time.perf_counter() - started)
    finally:
        _end(process)


def _our_settings(folder, port):
    """Return the settings of production, with a store and a key of its own, and rates that the load stays under."""
    prefix = "BERICHTWACHT_"
    variables = {
        f"{prefix}STORE": f"sqlite:///{folder / f'store-{port}.sqlite3'}",
        f"{prefix}LOG_LEVEL": "info",
        f"{prefix}RATE_PER_MINUTE": "1000000",
        f"{prefix}RATE_BURST": "100000",
        f"{prefix}WORKER_MEGABYTES": "4000",
    }
    variables[f"{prefix}SECRET_KEYS"] = _said("keys", "secret", variables=variables)
    return variables, _said("keys", "create", "bench", "--scope", "assess", variables=variables)


def _said(*words, variables):
    command = [_berichtwacht(), *words]
    done = subprocess.run(command, env=environment(**variables), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReady(f"bench: 'berichtwacht {' '.join(words)}' failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _berichtwacht():
    return Path(sys.executable).with_name("berichtwacht")


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_until_ready(name, process, port, log_path, workers):
    """Wait for a ready answer, and with several workers until each has started."""
    ends = time.perf_counter() + LONGEST_START
    while not (_is_ready(port) and (workers == 1 or _starts(log_path) >= workers)):
        if process.poll() is not None or time.perf_counter() > ends:
            said = log_path.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise NotReady(f"bench: {NAMES.get(name, name)} did not start on port {port}; it said:\n{said}")
        time.sleep(0.01)


def _is_ready(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _starts(log_path):
    return len(re.findall("Application startup complete", log_path.read_text(encoding="utf-8", errors="replace")))


def _end(process):
    """End a service and all that it started, also where its first process has died and left others behind."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(LONGEST_END)
    with suppress(ProcessLookupError):  # nobody is left, as it should be
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
