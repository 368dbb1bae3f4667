import pytest

from api.app import create_app
from api.health import readiness


class Counting:
    """A classifier whose answers can be spoiled."""

    degraded = ()

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
