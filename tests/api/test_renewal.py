"""A service that started without its model takes it once it is there."""

import json
import shutil
import time

import pytest

from api import renewal, server
from api.app import create_app, load_classifier
from api.settings import Settings
from classifier.artefacts import models_directory
from classifier.decide.policy_file import DEFAULT_POLICY

TEXT = {"text": "koffie?"}
SOUND = DEFAULT_POLICY.read_text(encoding="utf-8")


def until(holds, *, seconds=30):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_the_model_is_taken_when_it_comes(connect, tmp_path, monkeypatch):
    monkeypatch.setattr(renewal, "RETRIED_EVERY", 0.05)
    settings = Settings(development=True, models=tmp_path / "models")
    with connect(create_app(settings, load_classifier(settings))) as client:
        assert client.post("/v1/assessments", json=TEXT).json()["degraded"] == ["encoder", "scores"]
        assert client.get("/health/ready").status_code == 503
        shutil.copytree(models_directory(), tmp_path / "half")
        (tmp_path / "half").rename(tmp_path / "models")
        until(lambda: client.post("/v1/assessments", json=TEXT).json()["degraded"] == [])
        until(lambda: client.get("/health/ready").status_code == 200)
        version = json.loads((models_directory() / "current.json").read_text())["version"]
        assert client.get("/v1/model").json()["version"] == version
        assert client.post("/v1/assessments", json=TEXT).json()["model_version"] == version


@pytest.mark.parametrize(("name", "broken"), [("metrics.json", b"{"), ("card.md", b"\xff\xfe\xff")])
def test_a_worker_waits_while_its_card_cannot_be_read(tmp_path, monkeypatch, name, broken):
    """A worker whose application fails to start would make the supervisor stop those that work."""
    shutil.copytree(models_directory(), tmp_path / "models")
    (file,) = (tmp_path / "models").glob(f"*/{name}")
    sound = file.read_bytes()
    file.write_bytes(broken)
    waited = []

    def mend(seconds):
        waited.append(seconds)
        file.write_bytes(sound)

    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    monkeypatch.setenv("BERICHTWACHT_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(server.time, "sleep", mend)
    assert server._made_patiently(server._make_worker) is not None
    assert len(waited) == 1


@pytest.mark.parametrize("setting", ["POLICY", "SETTINGS_FILE"])
def test_a_worker_waits_while_a_file_is_broken(tmp_path, monkeypatch, caplog, setting):
    file = tmp_path / "file.yaml"
    file.write_text("rules: [")
    waited = []

    def mend(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            file.write_text(SOUND if setting == "POLICY" else "port: 8001")

    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    monkeypatch.setenv(f"BERICHTWACHT_{setting}", str(file))
    monkeypatch.setattr(server.time, "sleep", mend)
    monkeypatch.setattr(server, "configure_logging", lambda level: None)
    assert server._made_patiently(server._make_worker) is not None
    assert len(waited) == 3
    said = [record.getMessage() for record in caplog.records if record.name == "api.server"]
    assert len(said) == 1
    assert "file.yaml" in said[0]


def test_workers_are_not_renewed_while_the_model_is_away(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    monkeypatch.setenv("BERICHTWACHT_MODELS", str(tmp_path))
    renewed = []
    monkeypatch.setattr(server.Multiprocess, "restart_all", lambda self: renewed.append(True))
    supervisor = server._Supervisor.__new__(server._Supervisor)
    supervisor.restart_all()
    assert renewed == []
    assert "not renewed" in caplog.text
