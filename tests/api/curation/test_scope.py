"""Who may curate, and that others have nothing of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from curating import settings_of

from api.app import create_app

ROOT = Path(__file__).parents[3]
PATHS = ("queue", "claims", "releases", "checks", "reviews", "undo", "messages")


def methods(path):
    return "GET" if path in {"queue", "messages"} else "POST"


@pytest.mark.parametrize("path", PATHS)
def test_it_needs_the_scope(office, path):
    method, address = methods(path), f"/v1/curation/{path}"
    assert office.client.request(method, address).status_code == 401
    for who, status in (("chat", 403), ("ans", {"GET": 200, "POST": 415}[method])):
        answer = office.client.request(method, address, headers={"X-API-Key": office.keys[who]})
        assert answer.status_code == status


@pytest.mark.parametrize("path", PATHS)
def test_it_is_not_there_where_it_is_not_set(store, keys, models, stand_in, connect, path):
    with connect(create_app(settings_of(store, models=models, curate=False), stand_in)) as client:
        answer = client.request(methods(path), f"/v1/curation/{path}", headers={"X-API-Key": keys["all"]}, json={})
    assert answer.status_code == 404


@pytest.mark.parametrize("curate", [False, True])
def test_training_is_not_loaded_before_a_curator_asks(tmp_path, curate):
    code = f"""
import asyncio, sys
import httpx
from api.app import create_app
from api.settings import Settings
from classifier import Classifier

app = create_app(Settings(curate={curate}, development=True, store="sqlite:///{tmp_path}/none.sqlite3"))

async def assess():
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    there = httpx.AsyncClient(transport=transport, base_url="http://localhost")
    async with app.router.lifespan_context(app), there as asks:
        answer = await asks.post("/v1/assessments", json={{"text": "bsn 123456782"}})
        assert answer.json()["verdict"] == "warn"

asyncio.run(assess())
print([name for name in sys.modules if name.startswith(("classifier.training", "faker"))])
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_no_column_names_a_person(office, store):
    from sqlalchemy import text as sql

    office.review(office.open(office.item()))
    with store.session() as session:
        (curator,) = session.execute(sql("SELECT curator FROM curation_labellings")).scalars()
    assert curator not in {"ans", "bo"}
    assert "ans" not in office.ask("bo", "curation/queue").text
