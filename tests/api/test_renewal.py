"""A running service takes the model that is wanted: one that was missing, a new version, never one that is broken."""

import asyncio
import gc
import json
import os
import shutil
import time
import weakref
from types import SimpleNamespace

import pytest
import skops.io

from api import app as app_module
from api import renewal, server
from api.app import create_app, load_classifier
from api.model import NO_CARD
from api.settings import Settings
from api.wanted import Wanted
from classifier import Verdict
from classifier.artefacts import current_version, models_directory
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


def copied(tmp_path, *names):
    """A models directory with the current version under other names; the first one is wanted."""
    source, models = current_version(), tmp_path / "models"
    shutil.copytree(source.parent / "encoders", models / "encoders")
    for name in names:
        shutil.copytree(source, models / name)
        notes = json.loads((source / "version.json").read_text())
        (models / name / "version.json").write_text(json.dumps(notes | {"version": name}))
    want(models, names[0])
    return models


def want(models, version):
    """Switch as a promotion does: in one step."""
    (models / "current.new").write_text(json.dumps({"version": version}))
    (models / "current.new").replace(models / "current.json")


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(renewal, "LOOKED_EVERY", (0.02, 0.05))


@pytest.fixture
def two_versions(tmp_path, hurried, connect):
    """A service on the first of two versions, in development mode."""
    models = copied(tmp_path, "one", "two")
    settings = Settings(development=True, models=models, store=f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with connect(create_app(settings, load_classifier(settings))) as client:
        client.models = models
        yield client


def version_of(client):
    return client.post("/v1/assessments", json=TEXT).json()["model_version"]


def number(client, name, **labels):
    return client.app.state.metrics.registry.get_sample_value(name, labels)


def refused(caplog):
    return [line.getMessage() for line in caplog.records if "is refused" in line.getMessage()]


def test_another_version_is_taken_with_its_card_and_back_again(two_versions):
    client = two_versions
    assert version_of(client) == "one"
    old = weakref.ref(client.app.state.assessor.classifier)
    first = client.post("/v1/assessments", json=TEXT).json()["id"]
    for wanted, left in (("two", "one"), ("one", "two")):
        want(client.models, wanted)
        until(lambda wanted=wanted: version_of(client) == wanted)
        assert client.get("/v1/model").json()["version"] == wanted
        assert number(client, "berichtwacht_model_info", version=wanted) == 1
        assert number(client, "berichtwacht_model_info", version=left) == 0
    gc.collect()
    assert old() is None  # nothing holds a version that is not in use
    receipt = client.app.state.feedback.receipt(first)  # feedback on what an older version said is still taken
    assert receipt.model_version == "one"
    assert number(client, "berichtwacht_model_refused") == 0


def test_no_draft_waits_for_a_version_or_gets_no_answer(two_versions):
    """Drafts, long ones among them, keep coming while the version is switched; each is answered by one of the two."""
    client = two_versions
    texts = [{"text": "koffie?"}, {"text": "kun je mevrouw Yilmaz bellen? " * 60}]
    seen = []
    want(client.models, "two")

    def ask():
        for text in texts:
            answer = client.post("/v1/assessments", json=text)
            assert answer.status_code == 200
            assert answer.json()["degraded"] == []
            seen.append(answer.json()["model_version"])
        return seen[-1] == "two"

    until(ask)
    assert seen == sorted(seen)
    assert set(seen) == {"one", "two"}


def poisoned(version):
    skops.io.dump({"text": os.path.join}, version / "scorer.skops")


def cut_short(version):
    content = (version / "scorer.skops").read_bytes()
    (version / "scorer.skops").write_bytes(content[: len(content) // 2])


def foreign(version):
    skops.io.dump({"other": [1, 2, 3]}, version / "scorer.skops")


def missing(version):
    (version / "scorer.skops").unlink()


def without_encoder(version):
    notes = json.loads((version / "version.json").read_text())
    (version / "version.json").write_text(json.dumps(notes | {"encoder": "0123456789abcdef"}))


def without_notes(version):
    (version / "version.json").write_text("{")


def without_metrics(version):
    (version / "metrics.json").write_text("[]")


def gone(version):
    shutil.rmtree(version)


BREAKS = (poisoned, cut_short, foreign, missing, without_encoder, without_notes, without_metrics, gone)


def test_a_version_that_cannot_be_used_is_refused_until_its_files_change(two_versions, caplog, monkeypatch):
    client = two_versions
    sound = client.models.parent / "sound"
    shutil.copytree(client.models / "two", sound)
    tried, wanted = [], client.models / "two"
    load = app_module._load
    monkeypatch.setattr(app_module, "_load", lambda settings: tried.append(True) or load(settings))
    for broken, spoil in enumerate(BREAKS, start=1):
        spoil(wanted)
        want(client.models, "two")
        until(lambda broken=broken: len(refused(caplog)) == broken)
        until(lambda: number(client, "berichtwacht_model_refused") == 1)
        assert version_of(client) == client.get("/v1/model").json()["version"] == "one"
        assert number(client, "berichtwacht_model_info", version="one") == 1
        want(client.models, "one")
        until(lambda: number(client, "berichtwacht_model_refused") == 0)
        shutil.rmtree(wanted, ignore_errors=True)
        shutil.copytree(sound, wanted)
    poisoned(wanted)
    want(client.models, "two")
    until(lambda: len(refused(caplog)) == len(BREAKS) + 1)
    tries = len(tried)
    os.utime(wanted / "scorer.skops")  # touched, and the same
    client.portal.call(asyncio.sleep, 0.5)
    assert len(tried) == tries
    assert len(refused(caplog)) == len(BREAKS) + 1
    assert "holds types that are not trusted" in refused(caplog)[-1]
    shutil.copy(sound / "scorer.skops", wanted)
    until(lambda: version_of(client) == "two")
    assert number(client, "berichtwacht_model_refused") == 0


POINTERS = (b"", b"{", b'{"version": "three"}', b'{"version": "../one"}', b"\xff")


def test_a_pointer_that_names_nothing_is_refused(two_versions, caplog):
    client = two_versions
    for broken, pointer in enumerate(POINTERS, start=1):
        (client.models / "current.json").write_bytes(pointer)
        until(lambda broken=broken: len(refused(caplog)) == broken)
        until(lambda: number(client, "berichtwacht_model_refused") == 1)
    client.portal.call(asyncio.sleep, 0.3)
    assert len(refused(caplog)) == len(POINTERS)
    assert version_of(client) == "one"
    want(client.models, "two")
    until(lambda: version_of(client) == "two")
    assert number(client, "berichtwacht_model_refused") == 0


class Whole:
    """A classifier that says which version it is, and passes what it is told to pass."""

    degraded = ()

    def __init__(self, version, verdict=Verdict.WARN):
        self.scorer = SimpleNamespace(version=version)
        self.verdict = verdict

    def assess(self, draft):
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return SimpleNamespace(verdict=self.verdict, degraded=())


def loaded(version, **more):
    return renewal.Loaded(Whole(version, **more), NO_CARD.model_copy(update={"version": version}))


def renew(tmp_path, load, *, in_use="one", wanted="two", rounds=3):
    """Let a renewal go some rounds; return what it took, and whether it was refusing at last."""
    (tmp_path / wanted).mkdir()
    want(tmp_path, wanted)
    taken, shown = [], []

    async def run():
        part = renewal.Renewal(in_use, Wanted(tmp_path), load, taken.append, shown.append)
        await part.start()
        while len(shown) < rounds:
            await asyncio.sleep(0.01)
        await part.stop()

    asyncio.run(asyncio.wait_for(run(), 60))
    return [found.card.version for found in taken], shown[-1]


@pytest.mark.parametrize("verdict", [Verdict.NONE, RuntimeError("of a draft")])
def test_a_version_that_cannot_assess_is_refused(tmp_path, hurried, caplog, verdict):
    assert renew(tmp_path, lambda: loaded("two", verdict=verdict)) == ([], True)
    assert len(refused(caplog)) == 1
    assert "of a draft" not in caplog.text


def test_what_was_loaded_while_another_was_wanted_is_not_taken(tmp_path, hurried):
    given = ["one", "one", "two", "two"]
    assert renew(tmp_path, lambda: loaded(given.pop(0))) == (["two"], False)
    assert given == ["two"]


def test_whatever_goes_wrong_with_loading_is_tried_again_and_said_once(tmp_path, hurried, caplog):
    tried = []

    def load():
        tried.append(True)
        if len(tried) < 4:
            raise MemoryError("no such thing")
        return loaded("two")

    assert renew(tmp_path, load) == (["two"], False)
    assert len(tried) == 4
    assert [record.getMessage() for record in caplog.records].count("failure") == 1
    assert "no such thing" not in caplog.text


def test_workers_do_not_look_all_at_once():
    least, most = renewal.LOOKED_EVERY
    assert 2 <= least < most <= 5
