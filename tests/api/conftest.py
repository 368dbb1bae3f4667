"""The service over a stand-in classifier, and those who ask it."""

import json
import os
import threading
from contextlib import AsyncExitStack

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from stand_in import StandIn

from api.app import create_app
from api.settings import PREFIX, Settings


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    """No setting of the machine that runs the tests."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def stand_in():
    return StandIn()


class Held:
    """A classifier that assesses only when it is let go."""

    degraded = ()
    scorer = None

    def __init__(self, stand_in):
        self.stand_in = stand_in
        self.policy, self.adviser = stand_in.policy, stand_in.adviser
        self.go = threading.Event()
        self.assessed = 0

    def assess(self, draft):
        assert self.go.wait(60)
        self.assessed += 1
        return self.stand_in.assess(draft)


@pytest.fixture
def held(stand_in):
    classifier = Held(stand_in)
    yield classifier
    classifier.go.set()


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    directory = tmp_path_factory.mktemp("models")
    version = directory / "7"
    version.mkdir()
    (directory / "current.json").write_text(json.dumps({"version": "7"}))
    notes = {"version": "7", "created": "2026-01-02T03:04:05+00:00", "data": {"messages": 3}}
    (version / "version.json").write_text(json.dumps(notes))
    (version / "metrics.json").write_text(json.dumps({"missed": 0.1}))
    (version / "card.md").write_text("# Model 7\n")
    return directory


@pytest.fixture(scope="session")
def settings(models, tmp_path_factory):
    """Development mode, with a store that is not there, whatever lies in the directory that the tests run in."""
    return Settings(
        development=True, models=models, store=f"sqlite:///{tmp_path_factory.mktemp('store') / 'none.sqlite3'}"
    )


@pytest.fixture(scope="session")
def app(settings, stand_in):
    return create_app(settings, stand_in)


class Client:
    """Asks an application in this process, whose lifespan runs while the client is open."""

    def __init__(self, app, *, host="localhost", peer="127.0.0.1"):
        self.app = app
        transport = httpx.ASGITransport(app, client=(peer, 50000))
        self.asynchronous = httpx.AsyncClient(transport=transport, base_url=f"http://{host}")

    def __enter__(self):
        self._portal_context = start_blocking_portal()
        self.portal = self._portal_context.__enter__()
        self._stack = AsyncExitStack()
        self.portal.call(self._stack.enter_async_context, self.app.router.lifespan_context(self.app))
        return self

    def __exit__(self, *problem):
        self.portal.call(self._stack.aclose)
        self._portal_context.__exit__(*problem)

    def request(self, method, path, **options):
        async def ask():
            return await self.asynchronous.request(method, path, **options)

        return self.portal.call(ask)

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, **options):
        return self.request("POST", path, **options)


@pytest.fixture(scope="session")
def client(app):
    with Client(app) as client:
        yield client


@pytest.fixture(scope="session")
def real_client(classifier):
    """A client of the service with the real classifier and the model that is brought along."""
    with Client(create_app(Settings(development=True), classifier)) as client:
        yield client


@pytest.fixture(scope="session")
def connect():
    """Clients of another application, as this machine or as another."""
    return Client
