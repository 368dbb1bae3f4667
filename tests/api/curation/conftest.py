"""A service for curators, over a stand-in classifier that finds a name and a number, and those who work there."""

import os
from pathlib import Path
from tempfile import gettempdir

import pytest
from curating import Office, settings_of
from sqlalchemy import text

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade
from api.store.tables import Base

POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.parts)])
def store(request, tmp_path):
    if request.param == "postgresql":
        assert POSTGRES, "the suite of real parts starts a PostgreSQL and names it in TEST_POSTGRES_URL"
        database = Database(POSTGRES)
        empty(database)
    else:
        database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    yield database
    database.close()


def empty(database):
    """Drop everything in a database that nobody needs."""
    with database.engine.begin() as connection:
        (mine,) = connection.execute(text("SHOW data_directory")).one()
        assert Path(mine).is_relative_to(gettempdir()), "TEST_POSTGRES_URL is not kept in a temporary directory"
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
        assert set(tables) <= {"alembic_version", *Base.metadata.tables}, "TEST_POSTGRES_URL holds tables of others"
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


@pytest.fixture
def keys(store):
    """Keys of two curators, of an application that assesses and gives feedback, and of one that does everything."""
    scopes = {
        "ans": {Scope.CURATE},
        "bo": {Scope.CURATE},
        "chat": {Scope.ASSESS, Scope.FEEDBACK},
        "all": set(Scope),
    }
    made = {name: new_key(name, frozenset(allowed)) for name, allowed in scopes.items()}
    with store.session() as session:
        for key in made.values():
            add_key(session, key.record)
    return {name: key.text for name, key in made.items()}


@pytest.fixture
def office(store, keys, models, stand_in, connect):
    with connect(create_app(settings_of(store, models=models), stand_in)) as client:
        yield Office(client, keys)
