"""Numbers of several workers: those that ended wait for nothing, what they counted stays, a full disk kills none."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, values

from api import worker_numbers
from api.metrics import MULTIPROCESS, Metrics
from api.worker_numbers import WorkerNumbers

ROOT = Path(__file__).parents[2]
COUNTS = """
import sys
from api.metrics import Metrics
metrics = Metrics()
metrics.waiting.inc(3)
metrics.feedback.labels("sent").inc(2)
metrics.seconds.labels("/v1/policy").observe(0.003)
print("counted", flush=True)
sys.stdin.read()
"""
FILLS = """
from api.metrics import Metrics
metrics = Metrics()
for number in range(2000):
    metrics.feedback.labels(f"an action with a long name, number {number}").inc()
print(metrics.exposition().decode().count("number"))
"""
FILLS_ALONE = """
from prometheus_client import Counter
counter = Counter("numbers", "Numbers.", ["number"])
for number in range(2000):
    counter.labels(number).inc()
"""


def start(directory, code=COUNTS):
    environment = os.environ | {MULTIPROCESS: str(directory), "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, text=True, **pipes)


@contextmanager
def workers(directory, count):
    """Workers that have counted and live on."""
    started = [start(directory) for _ in range(count)]
    try:
        for worker in started:
            assert worker.stdout.readline() == "counted\n"
        yield started
    finally:
        for worker in started:
            end(worker)


def end(worker):
    worker.send_signal(signal.SIGKILL)
    worker.communicate()


def read(directory):
    lines = WorkerNumbers(directory).exposition().decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_a_killed_worker_waits_for_nothing_and_its_counts_stay(tmp_path):
    with workers(tmp_path, 2) as (one, two):
        numbers = read(tmp_path)
        assert numbers["berichtwacht_waiting"] == 6
        end(one)
        for _ in range(2):  # whoever reads again counts nothing again
            numbers = read(tmp_path)
            assert numbers["berichtwacht_waiting"] == 3
            assert numbers['berichtwacht_feedback_total{action="sent"}'] == 4
            assert numbers['berichtwacht_request_seconds_count{route="/v1/policy"}'] == 2
            assert numbers['berichtwacht_request_seconds_bucket{le="0.004",route="/v1/policy"}'] == 2
        end(two)
        assert "berichtwacht_waiting" not in read(tmp_path)


def test_workers_that_ended_leave_one_file_of_each_kind(tmp_path):
    for _ in range(2):
        with workers(tmp_path, 2):
            read(tmp_path)
    assert read(tmp_path)['berichtwacht_feedback_total{action="sent"}'] == 8
    assert {path.name for path in tmp_path.iterdir()} == {"counter_dead.db", "histogram_dead.db"}


def test_what_ended_is_kept_where_it_is_when_there_is_no_room_to_move_it(tmp_path, monkeypatch, caplog):
    with workers(tmp_path, 1):
        pass
    with monkeypatch.context() as full:
        full.setattr(worker_numbers.os, "posix_fallocate", no_room)
        assert read(tmp_path)['berichtwacht_feedback_total{action="sent"}'] == 2
    assert "failure" in caplog.text
    assert read(tmp_path)['berichtwacht_feedback_total{action="sent"}'] == 2


def no_room(*_):
    raise OSError(28, "No space left on device")


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A directory of numbers; prometheus_client counts as before afterwards."""
    monkeypatch.setenv(MULTIPROCESS, str(tmp_path))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    return tmp_path


def test_files_have_no_holes_and_room_for_every_name(shared):
    metrics = Metrics()
    routes = [f"/v1/a-route-with-quite-a-long-name/{number}" for number in range(16)]
    for route in routes:
        metrics.seconds.labels(route).observe(1.0)
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"):
            for status in range(400, 416):
                metrics.requests.labels(method, route, status).inc()
    files = sorted(shared.glob("*.db"))
    assert [path.name.partition("_")[0] for path in files] == ["counter", "gauge", "histogram"]
    for path in files:
        assert path.stat().st_size == worker_numbers._SIZE  # a file that grew would have a hole
        assert path.stat().st_blocks * 512 >= worker_numbers._SIZE


def test_a_worker_counts_for_itself_when_there_is_no_room(shared, monkeypatch, caplog):
    monkeypatch.setattr(worker_numbers.os, "posix_fallocate", no_room)
    metrics = Metrics()
    metrics.feedback.labels("sent").inc()
    assert metrics.feedback.labels("sent")._value.get() == 1
    assert list(shared.iterdir()) == []
    assert "failure" in caplog.text
    assert metrics.exposition() == b""


@pytest.fixture
def tiny(tmp_path):
    """A file system of 16 KiB; mounting it needs root, as the suite of real parts has."""
    assert os.geteuid() == 0, "this test mounts a file system: run the suite of real parts as root"
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(tmp_path)], check=True)
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


@pytest.mark.parts
def test_a_full_disk_kills_no_worker(tiny):
    worker = start(tiny, FILLS)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 0, err
    assert out == "0\n"


@pytest.mark.parts
def test_a_full_disk_kills_who_leaves_the_files_to_the_library(tiny):
    worker = start(tiny, FILLS_ALONE)  # once this one lives, ours need not make their files themselves
    worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGBUS


def test_numbers_of_one_process_need_no_directory(monkeypatch):
    monkeypatch.delenv(MULTIPROCESS, raising=False)
    assert isinstance(Metrics().registry, CollectorRegistry)
    assert b"berichtwacht_waiting 0.0" in Metrics().exposition()
