"""Where the story happens: a service as it is run in earnest, with models and a corpus that may be changed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

from classifier.artefacts import models_directory
from classifier.training.corpus import CORPUS

ROOT = Path(__file__).parents[2]
WORKERS = 2
STARTS_WITHIN = 120.0


class House:
    """A directory with models, a corpus, a store and settings, and the commands that work in it.

    Parameters
    ----------
    place
        The directory, empty.
    """

    def __init__(self, place):
        self.place = place
        self.models, self.corpus = place / "models", place / "corpus"
        shutil.copytree(models_directory(), self.models)
        shutil.copytree(CORPUS, self.corpus)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BERICHTWACHT_")}
        self.environment = kept | {
            "PYTHONPATH": str(ROOT),
            "BERICHTWACHT_CURATE": "1",
            "BERICHTWACHT_MODELS": str(self.models),
            "BERICHTWACHT_STORE": f"sqlite:///{place / 'store.sqlite3'}",
            "BERICHTWACHT_WORKERS": str(WORKERS),
            "BERICHTWACHT_RATE_PER_MINUTE": "100000",
            "BERICHTWACHT_RATE_BURST": "10000",
        }
        self.environment["BERICHTWACHT_SECRET_KEYS"] = self.run("keys", "secret")

    def run(self, *words, status=0):
        """Run ``berichtwacht`` and return what it prints."""
        command = [sys.executable, "-m", "classifier", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, cwd=self.place, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"berichtwacht {' '.join(map(str, words))}: {done.returncode}\n{done.stderr}"
        return done.stdout.strip()

    def key(self, name, *scopes):
        """Make a key and return it."""
        return self.run("keys", "create", name, *(word for scope in scopes for word in ("--scope", scope)))

    @contextmanager
    def serving(self):
        """Serve until the block ends, and yield the address."""
        log = self.place / "log.txt"
        serve = "import sys, api.server; sys.exit(api.server.main(port=0))"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", serve],
                env=self.environment,
                cwd=self.place,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        try:
            yield self._address(process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)

    def _address(self, process, log):
        """Wait until every worker has started and is ready, and return the address."""
        ends = time.monotonic() + STARTS_WITHIN
        while True:
            said = log.read_text(encoding="utf-8", errors="replace")
            found = re.search(r"running on (http://[\w.:]+)", said)
            if found and said.count("Application startup complete") >= WORKERS:
                return found[1]
            assert process.poll() is None, said[-2000:]
            assert time.monotonic() < ends, said[-2000:]
            time.sleep(0.1)


def ask(address, key, path, body=None):
    """Ask the service, over a connection of its own, so that any worker may answer."""
    method = "GET" if body is None else "POST"
    answer = httpx.request(method, f"{address}{path}", json=body, headers={"X-API-Key": key}, timeout=30)
    answer.raise_for_status()
    return answer
