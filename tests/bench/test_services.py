"""What is missing is said, and nothing that was started stays."""

import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.bench import places, services
from tests.bench.places import ROOT, NotReady, cores, on, python_of


def test_without_the_peers_environment_the_cure_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "PEERS", tmp_path / "python")
    with pytest.raises(NotReady, match="make bench"):
        python_of("deduce")
    assert python_of("ours") == Path(sys.executable)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("raise SystemExit('no lists')", 1),
        ("import time; print('no lists', flush=True); time.sleep(60)", -signal.SIGTERM),
    ],
)
def test_a_service_that_does_not_start_says_why_and_is_gone(monkeypatch, tmp_path, code, status):
    started = []
    real = services.subprocess.Popen

    def start(command, **options):
        process = real([sys.executable, "-c", code], **options)
        started.append(process)
        return process

    monkeypatch.setattr(services, "LONGEST_START", 3.0)
    monkeypatch.setattr(services, "python_of", lambda name: Path(sys.executable))
    monkeypatch.setattr(services.subprocess, "Popen", start)
    said = r"(?s)deduce did not start on port \d+.*no lists"
    with pytest.raises(NotReady, match=said), services.serving("deduce", tmp_path):
        pytest.fail("it never started")
    assert [process.poll() for process in started] == [status]


def test_what_a_service_left_behind_when_it_died_is_ended_too(monkeypatch, tmp_path):
    code = (
        "import subprocess, sys; "
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        "sys.exit(f'left {left.pid} behind')"
    )
    real = services.subprocess.Popen
    monkeypatch.setattr(services, "python_of", lambda name: Path(sys.executable))
    monkeypatch.setattr(
        services.subprocess, "Popen", lambda command, **options: real([sys.executable, "-c", code], **options)
    )
    with pytest.raises(NotReady, match=r"left \d+ behind") as said, services.serving("deduce", tmp_path):
        pytest.fail("it never started")
    left = int(re.search(r"left (\d+) behind", str(said.value))[1])
    until = time.monotonic() + 10
    while (there := is_running(left)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not there


def is_running(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_cores_are_given_back(monkeypatch):
    before = cores()
    with on(before[:1]):
        assert cores() == before[:1]
    assert cores() == before


def test_peers_have_the_same_server_as_ours():
    def pinned(path):
        return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE))

    ours, peers = pinned("requirements.lock"), pinned("tests/bench/requirements.lock")
    for name in ("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "presidio-analyzer", "spacy"):
        assert ours[name] == peers[name], name
