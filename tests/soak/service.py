"""The service as it is run in earnest: ``berichtwacht serve`` outside development mode, with two workers."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from api.secrets import new_secret
from tests.soak.clock import can_build, make_clock
from tests.soak.place import Place
from tests.soak.processes import children, command, environment_of, megabytes

__all__ = ["WORKERS", "Service"]

WORKERS = 2
_ROOT = Path(__file__).parents[2]
_SERVE = "import sys, api.server; sys.exit(api.server.main(port=0))"
_STARTED = b"Application startup complete"
_WAITS = b"a worker waits to start"
_PATIENCE = 90.0  # seconds in which it must have started


class Service:
    """A running service.

    Parameters
    ----------
    place
        Where the run lives.
    store
        The address of the store.
    control
        Name of the key that is made: a word that the store must hold, to show that a search finds what is there.
    """

    def __init__(self, place: Place, store: str, control: str) -> None:
        self.place = place
        self.secret = new_secret()
        self._read = 0
        self._counts = Counter[bytes]()
        self._environment = self._settings(store)
        self.key = self._make_key(control, "assess", "feedback", "admin")
        self.revoked = self._make_key("revoked", "assess")
        self._command("keys", "revoke", self.revoked.split("_")[1])
        with place.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE],
                env=self._environment | (make_clock(place.root) if can_build() else {}),
                cwd=place.temporary,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.numbers: Path | None = None
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.destroy()
            raise

    @property
    def starts(self) -> int:
        """How often a worker has begun to answer, by the log."""
        return self._count(_STARTED)

    @property
    def waits(self) -> int:
        """How often a worker has said that it waits to start, by the log."""
        return self._count(_WAITS)

    def wait_for_starts(self, count: int) -> bool:
        """Wait until a worker has begun to answer for the ``count``-th time; return whether it did in time."""
        return self._wait_for(_STARTED, count)

    def wait_for_waits(self, count: int) -> bool:
        """Wait until a worker says for the ``count``-th time that it waits to start; return whether it did in time."""
        return self._wait_for(_WAITS, count)

    def workers(self) -> list[int]:
        """Return the worker processes."""
        return [pid for pid in children(self._process.pid) if b"spawn_main" in command(pid)]

    def pids(self) -> list[int]:
        """Return all its processes."""
        return [self._process.pid, *children(self._process.pid)]

    def memory(self) -> list[int]:
        """Return what each worker holds, in MB."""
        return [round(megabytes(pid)) for pid in self.workers()]

    def kill_workers(self, count: int) -> None:
        """End workers with SIGKILL."""
        for pid in self.workers()[:count]:
            os.kill(pid, signal.SIGKILL)

    def renew_workers(self) -> None:
        """Ask for new workers, one after the other, as an administrator would (SIGHUP)."""
        self._process.send_signal(signal.SIGHUP)

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int | None:
        """Return the exit status, ``None`` if it does not end."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(60)
        return None

    def destroy(self) -> None:
        """End whatever is left of it."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self.numbers is not None:
            shutil.rmtree(self.numbers, ignore_errors=True)

    def failures(self) -> list[str]:
        """Return what the log tells of failures: logger and place, or error and place."""
        said = self.place.log.read_text(encoding="utf-8", errors="replace")
        for place in (_ROOT, self.place.root):  # a report names no place of this machine
            said = said.replace(f"{place}/", "")
        lines = (_parsed(line) for line in said.splitlines())
        serious = [line for line in lines if line.get("level") in {"error", "critical"}]
        return [" ".join(str(line[name]) for name in ("message", "error", "place") if name in line) for line in serious]

    def _wait_for(self, words: bytes, count: int) -> bool:
        ends = time.monotonic() + _PATIENCE
        while self._count(words) < count:
            if time.monotonic() > ends or self._process.poll() is not None:
                return False
            time.sleep(0.1)
        return True

    def _count(self, words: bytes) -> int:
        """Return how often ``words`` stand in the log; reads what came since the last time."""
        with self.place.log.open("rb") as log:
            log.seek(self._read)
            new = log.read()
        whole = new.rfind(b"\n") + 1
        self._read += whole
        self._counts.update({known: new[:whole].count(known) for known in (_STARTED, _WAITS)})
        return self._counts[words]

    def _wait_until_it_answers(self) -> None:
        if not self.wait_for_starts(WORKERS):
            raise RuntimeError(f"the service does not start: {self.failures()}")
        self.address = re.search(r"running on (http://[^ \"]+)", self.place.log.read_text(encoding="utf-8"))[1]
        self.numbers = Path(environment_of(self.workers()[0])["PROMETHEUS_MULTIPROC_DIR"])

    def _settings(self, store: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BERICHTWACHT_")}
        return kept | {
            "PYTHONPATH": str(_ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.place.temporary),
            "BERICHTWACHT_WORKERS": str(WORKERS),
            "BERICHTWACHT_STORE": store,
            "BERICHTWACHT_SECRET_KEYS": self.secret,
            "BERICHTWACHT_MODELS": str(self.place.models),
            "BERICHTWACHT_POLICY": str(self.place.policy),
            "BERICHTWACHT_RATE_PER_MINUTE": "1000000",
            "BERICHTWACHT_RATE_BURST": "100000",
        }

    def _make_key(self, name: str, *scopes: str) -> str:
        return self._command("keys", "create", name, *(word for scope in scopes for word in ("--scope", scope)))

    def _command(self, *words: str) -> str:
        line = [sys.executable, "-m", "classifier", *words]
        done = subprocess.run(
            line, env=self._environment, cwd=self.place.root, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


def _parsed(line: str) -> dict[str, object]:
    with suppress(ValueError):
        found = json.loads(line)
        return found if isinstance(found, dict) else {}
    unindented = line.strip() if line[:1].strip() and not line.startswith("Traceback") else ""
    return {"level": "error", "message": unindented} if unindented else {}
