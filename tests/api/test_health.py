import asyncio
import threading

import pytest

from api.access import keyring
from api.app import create_app
from api.assessments.assessor import SHORT
from api.health import readiness
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.schema import upgrade


class Counting:
    """A classifier whose answers can be spoiled."""

    degraded = ()
    scorer = None

    def __init__(self, classifier):
        self.classifier, self.calls, self.answer = classifier, 0, None

    def assess(self, draft):
        self.calls += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or self.classifier.assess(draft)


@pytest.fixture
def counting(stand_in):
    return Counting(stand_in)


@pytest.fixture
def watched(connect, settings, counting):
    with connect(create_app(settings, counting)) as client:
        yield client


def test_lives_whatever_happens(watched, counting):
    counting.answer = RuntimeError("broken")
    assert watched.get("/health/live").json() == {"status": "live"}


def test_ready_when_an_assessment_works(watched, counting):
    assert watched.get("/health/ready").json() == {"status": "ready"}
    assert counting.calls == 1


def test_assesses_once_a_second_at_most(watched, counting, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(readiness, "monotonic", lambda: now)
    for _ in range(5):
        watched.get("/health/ready")
    assert counting.calls == 1
    now += 1.0
    watched.get("/health/ready")
    assert counting.calls == 2


def test_not_ready_when_it_fails(watched, counting):
    counting.answer = RuntimeError("broken")
    response = watched.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["type"].endswith(":not-ready")
    assert response.headers["retry-after"] == "1"


def test_not_ready_when_a_citizen_number_passes_as_fine(watched, counting, stand_in):
    from classifier import Draft

    counting.answer = stand_in.assess(Draft(text="hoi"))
    assert watched.get("/health/ready").status_code == 503


def test_not_ready_before_it_is_known_who_may_ask(connect, models, stand_in, tmp_path, monkeypatch):
    monkeypatch.setattr(keyring, "REFRESHED_EVERY", 0.02)
    monkeypatch.setattr(readiness, "_LASTS", 0.0)
    file = tmp_path / "store.sqlite3"
    file.write_text("no database " * 1000)
    settings = Settings(models=models, store=f"sqlite:///{file}", secret_keys=new_secret(), allowed_hosts="localhost")
    with connect(create_app(settings, stand_in)) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        file.unlink()
        database = Database(f"sqlite:///{file}")
        upgrade(database)
        database.close()
        for _ in range(500):
            if client.get("/health/ready").status_code == 200:
                break
            client.portal.call(asyncio.sleep, 0.01)
        assert client.get("/health/ready").status_code == 200
        file.write_text("no database " * 1000)  # those with a key may go on, so it is still ready
        client.portal.call(asyncio.sleep, 0.1)
        assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize("was_ready", [True, False])
def test_too_much_to_do_does_not_change_what_was_known(connect, models, counting, monkeypatch, was_ready):
    monkeypatch.setattr(readiness, "_LASTS", 0.0)
    begun, go = threading.Event(), threading.Event()
    assess = counting.assess

    def slow(draft):
        if draft.text.startswith("wait"):
            begun.set()
            assert go.wait(20)
        return assess(draft)

    monkeypatch.setattr(counting, "assess", slow)
    counting.answer = None if was_ready else RuntimeError("broken")
    with connect(create_app(Settings(development=True, models=models, queue=1), counting)) as client:
        before = client.get("/health/ready").status_code
        assert before == (200 if was_ready else 503)
        waiting = client.portal.start_task_soon(ask_to_wait, client)
        assert begun.wait(20)
        counting.answer = RuntimeError("broken") if was_ready else None  # what nobody can know now
        calls = counting.calls
        assert client.get("/health/ready").status_code == before
        assert counting.calls == calls
        go.set()
        waiting.result()
        assert client.get("/health/ready").status_code != before


async def ask_to_wait(client):
    await client.asynchronous.post("/v1/assessments", json={"text": "wait " * SHORT})
