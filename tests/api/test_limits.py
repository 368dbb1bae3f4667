import pytest

from api.app import create_app
from api.settings import Settings

JSON = {"Content-Type": "application/json"}


def padded(size):
    body = b'{"text": "a"}'
    return body + b" " * (size - len(body))


async def in_chunks(body, size=4096):
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize("send", [lambda body: body, in_chunks], ids=["with a length", "in chunks"])
@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 200), (64 * 1024 + 1, 413), (3_000_000, 413)])
def test_body_of_a_draft_is_bounded(client, send, size, status):
    response = client.post("/v1/assessments", content=send(padded(size)), headers=JSON)
    assert response.status_code == status


@pytest.mark.parametrize(("size", "status"), [(1024 * 1024, 400), (1024 * 1024 + 1, 413)])
def test_body_of_a_batch_is_bounded(client, size, status):
    assert client.post("/v1/assessment-batches", content=padded(size), headers=JSON).status_code == status


def test_a_length_that_lies_is_counted(client):
    response = client.post("/v1/assessments", content=padded(70_000), headers=JSON | {"Content-Length": "10"})
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/", "/v1/policy", "/nope", "/v1/assessments/"])
def test_every_path_is_bounded(client, path):
    response = client.request("GET", path, content=b"a" * 70_000)
    is_there = path not in {"/nope", "/v1/assessments/"}
    assert response.status_code == (413 if is_there else 404)
    assert response.headers["connection"] == "close"
    assert response.json()["type"].endswith(":body-too-large" if is_there else ":not-found")


def test_limits_are_settings(connect, models, stand_in):
    small = Settings(development=True, models=models, max_body_bytes=2000, max_batch_bytes=3000)
    with connect(create_app(small, stand_in)) as client:
        assert client.post("/v1/assessments", content=padded(2001), headers=JSON).status_code == 413
        assert client.post("/v1/assessment-batches", content=padded(2001), headers=JSON).status_code == 400
        assert client.post("/v1/assessment-batches", content=padded(3001), headers=JSON).status_code == 413
