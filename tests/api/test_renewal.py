"""A service that started without its model takes it once it is there."""

import json
import shutil
import time

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


def test_a_worker_waits_while_its_card_cannot_be_read(tmp_path, monkeypatch):
    """A worker whose application fails to start would make the supervisor stop those that work."""
    shutil.copytree(models_directory(), tmp_path / "models")
    (metrics,) = (tmp_path / "models").glob("*/metrics.json")
    sound = metrics.read_bytes()
    metrics.write_text("{")
    waited = []

    def mend(seconds):
        waited.append(seconds)
        metrics.write_bytes(sound)

    monkeypatch.setattr(server.time, "sleep", mend)
    assert server._load_patiently(Settings(development=True, models=tmp_path / "models")).degraded == ()
    assert len(waited) == 1


def test_a_worker_waits_while_its_policy_is_broken(tmp_path, monkeypatch, caplog):
    policy = tmp_path / "policy.yaml"
    policy.write_text("rules: [")
    waited = []

    def mend(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            policy.write_text(SOUND)

    monkeypatch.setattr(server.time, "sleep", mend)
    classifier = server._load_patiently(Settings(development=True, policy=policy))
    assert len(waited) == 3
    assert classifier.degraded == ()
    said = [record.getMessage() for record in caplog.records if record.name == "api.server"]
    assert len(said) == 1
    assert "policy.yaml" in said[0]
