"""Several workers under a supervisor: one that dies or grows is replaced, and what was begun is finished."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from classifier.decide.policy_file import DEFAULT_POLICY
from tests.soak.processes import children, command

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.parts, pytest.mark.timeout(300)]


class Service:
    """A service with two workers, as ``berichtwacht serve`` starts it."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self._wait_for(r"running on (http://\S+)")

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(json.loads(line))

    def _wait_for(self, pattern, *, seconds=60):
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            for line in list(self.lines):
                if found := re.search(pattern, line.get("message", "")):
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"never said: {pattern}")

    def workers(self):
        return {pid for pid in children(self.process.pid) if b"spawn_main" in command(pid)}

    def wait_until(self, holds, *, seconds=60):
        ends = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < ends
            time.sleep(0.1)

    def ask(self):
        return httpx.post(f"{self.address}/v1/assessments", json={"text": "bsn 123456782"}, timeout=10)


@contextmanager
def served(tmp_path, **settings):
    environment = os.environ | {"BERICHTWACHT_DEVELOPMENT": "1", "BERICHTWACHT_WORKERS": "2", "PYTHONPATH": str(ROOT)}
    environment |= {f"BERICHTWACHT_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-c", "import sys, api.server; sys.exit(api.server.main(port=0))"]
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            service = Service(process)
            service.wait_until(lambda: is_answered(service))
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            finally:
                process.kill()


def is_answered(service):
    try:
        return service.ask().status_code == 200
    except httpx.HTTPError:
        return False


def test_a_killed_worker_is_replaced_and_the_other_goes_on(tmp_path):
    with served(tmp_path) as service:
        service.wait_until(lambda: len(service.workers()) == 2)
        killed = min(service.workers())
        os.kill(killed, signal.SIGKILL)
        service.wait_until(lambda: killed not in service.workers() and len(service.workers()) == 2)
        service.wait_until(lambda: is_answered(service))
        assert service.ask().json()["verdict"] == "warn"


def test_a_worker_that_ends_by_itself_is_replaced_and_a_low_limit_ends_none(tmp_path):
    with served(tmp_path, worker_megabytes=100) as service:
        first = service.workers()
        time.sleep(20)  # longer than the longest pause between two looks at the memory
        assert service.workers() == first
        os.kill(min(first), signal.SIGTERM)  # what a worker that has grown does to itself
        service.wait_until(lambda: len(service.workers()) == 2 and min(first) not in service.workers())
        service.wait_until(lambda: is_answered(service))


def test_a_worker_that_cannot_start_waits_and_the_other_goes_on(tmp_path):
    policy = tmp_path / "policy.yaml"
    sound = DEFAULT_POLICY.read_text(encoding="utf-8")
    policy.write_text(sound, encoding="utf-8")
    with served(tmp_path, policy=policy) as service:
        service.wait_until(lambda: len(service.workers()) == 2)
        policy.write_text("rules: [", encoding="utf-8")
        os.kill(min(service.workers()), signal.SIGKILL)
        service.wait_until(lambda: any("waits to start" in line.get("message", "") for line in service.lines))
        assert [service.ask().json()["verdict"] for _ in range(20)] == ["warn"] * 20
        policy.write_text(sound, encoding="utf-8")
        started = sum("startup complete" in line.get("message", "") for line in service.lines)
        service.wait_until(
            lambda: sum("startup complete" in line.get("message", "") for line in service.lines) > started
        )
        assert service.ask().status_code == 200


def test_what_was_begun_is_finished_when_the_service_ends(tmp_path):
    with served(tmp_path) as service:
        statuses = []
        body = {"drafts": [{"text": f"mevr Yilmaz zit in de schulden, zaak {number}"} for number in range(100)]}

        def ask():
            answer = httpx.post(f"{service.address}/v1/assessment-batches", json=body, timeout=60)
            statuses.append([answer.status_code, *(item["status"] for item in answer.json()["results"])])

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join()
        assert statuses == [[200] * 101] * 2
        assert service.process.wait(60) == 0
