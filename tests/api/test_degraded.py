"""A service without its model: rules answer, it says so, and it is not ready."""

import pytest

from api.app import create_app, load_classifier


@pytest.fixture(scope="module")
def without_model(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def client(connect, settings, without_model):
    changed = settings.model_copy(update={"models": without_model})
    with connect(create_app(changed, load_classifier(changed))) as client:
        yield client


def test_a_citizen_number_still_warns(client):
    answer = client.post("/v1/assessments", json={"text": "bsn 123456782"}).json()
    assert answer["verdict"] == "warn"
    assert answer["degraded"] == ["encoder", "scores"]
    assert answer["categories"]["decision"] == {"level": None, "score": None}


def test_the_rest_is_unchecked(client):
    assert client.post("/v1/assessments", json={"text": "koffie?"}).json()["verdict"] == "unchecked"


def test_it_lives_but_is_not_ready(client):
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
    assert client.get("/v1/model").json()["version"] == "none"
