"""A service that starts while its store is away brings it up to date as soon as it is there."""

import logging
import os
import secrets
import threading
import time

import pytest
from sqlalchemy import text

from api.access import keyring
from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database, StoreUnavailable, upgrading
from api.store.keys import add_key
from api.store.schema import is_current


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(upgrading, "TRIED_EVERY", 0.02)
    return tmp_path / "store.sqlite3"


def until(client, holds):
    """Wait until something holds, while the service goes on answering."""
    ends = time.monotonic() + 20
    while not holds():
        assert client.get("/health/live").status_code == 200
        assert time.monotonic() < ends


def test_a_store_that_appears_later_is_brought_up_to_date(file, models, stand_in, connect, caplog, monkeypatch):
    monkeypatch.setattr(keyring, "REFRESHED_EVERY", 0.02)
    caplog.set_level(logging.INFO)
    file.mkdir()  # a store that nobody can open
    settings = Settings(models=models, store=f"sqlite:///{file}", secret_keys=new_secret(), allowed_hosts="localhost")
    key = new_key("chat", frozenset(Scope))
    with connect(create_app(settings, stand_in)) as client:
        until(client, lambda: "failure" in caplog.text)
        for _ in range(5):
            client.portal.call(upgrading.asyncio.sleep, 0.02)
        assert caplog.text.count("failure") <= 2  # by who reads keys and by who upgrades, and not at every try
        file.rmdir()
        database = Database(f"sqlite:///{file}")
        until(client, lambda: is_current(database))
        with database.session() as session:
            add_key(session, key.record)
        database.close()
        asked = {"headers": {"X-API-Key": key.text}}
        until(client, lambda: client.get("/v1/feedback/counts", **asked).status_code == 200)
        until(client, lambda: "store is up to date" in caplog.text)


@pytest.mark.parts
def test_a_database_that_appears_later_is_brought_up_to_date(file, models, stand_in, connect):
    server = Database(os.environ["TEST_POSTGRES_URL"])
    later = f"later_{secrets.token_hex(4)}"
    database = Database(server.url.set(database=later).render_as_string(hide_password=False))
    settings = Settings(
        models=models,
        store=database.url.render_as_string(hide_password=False),
        secret_keys=new_secret(),
        allowed_hosts="localhost",
    )
    with connect(create_app(settings, stand_in)) as client:
        client.portal.call(upgrading.asyncio.sleep, 0.1)
        assert client.get("/health/ready").status_code == 503
        with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {later}"))
        until(client, lambda: is_current(database))
    database.close()
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {later} WITH (FORCE)"))
    server.close()


def test_what_is_up_to_date_is_left_alone(file, models, stand_in, connect, monkeypatch):
    database = Database(f"sqlite:///{file}")
    upgrading.upgrade(database)
    tried = []
    monkeypatch.setattr(upgrading, "is_current", lambda store: tried.append(store) or is_current(store))
    monkeypatch.setattr(upgrading, "upgrade", tried.append)
    settings = Settings(models=models, store=str(database.url), secret_keys=new_secret(), allowed_hosts="localhost")
    with connect(create_app(settings, stand_in)) as client:
        until(client, lambda: tried)
        client.portal.call(upgrading.asyncio.sleep, 0.1)
    database.close()
    assert len(tried) == 1


def test_development_mode_makes_no_store_and_misses_none(file, models, stand_in, connect, caplog):
    with connect(create_app(Settings(development=True, models=models, store=f"sqlite:///{file}"), stand_in)) as client:
        client.portal.call(upgrading.asyncio.sleep, 0.2)
    assert not file.exists()
    assert "failure" not in caplog.text


def test_the_service_stops_while_its_store_hangs(file, models, stand_in, connect, monkeypatch):
    let_go = threading.Event()

    def hang(_):
        let_go.wait(60)
        raise StoreUnavailable("away")

    monkeypatch.setattr(upgrading, "is_current", hang)
    settings = Settings(models=models, store=f"sqlite:///{file}", secret_keys=new_secret(), allowed_hosts="localhost")
    with connect(create_app(settings, stand_in)) as client:
        assert client.get("/health/live").status_code == 200
        started = time.monotonic()
    assert time.monotonic() - started < 30
    let_go.set()
