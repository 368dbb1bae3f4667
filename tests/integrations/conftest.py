"""The real service on a socket, for all that speaks to it over HTTP."""

from contextlib import closing
from dataclasses import dataclass

import pytest
import uvicorn
from serving import serving
from stand_in import StandIn

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade


@pytest.fixture(scope="session")
def stand_in():
    """The classifier that the tests of the service use as well."""
    return StandIn()


@dataclass(frozen=True)
class Service:
    url: str
    key: str
    store: Database


@pytest.fixture(scope="session")
def service(stand_in, tmp_path_factory):
    """The real service over the stand-in, with a store and a key for everything."""
    store = Database(f"sqlite:///{tmp_path_factory.mktemp('client') / 'store.sqlite3'}")
    upgrade(store)
    made = new_key("bot", frozenset(Scope))
    with store.session() as session:
        add_key(session, made.record)
    settings = Settings(
        store=str(store.url),
        secret_keys=new_secret(),
        allowed_hosts="127.0.0.1",
        rate_per_minute=1_000_000,
        rate_burst=100_000,
        queue=1000,
    )
    configuration = uvicorn.Config(create_app(settings, stand_in), log_config=None, access_log=False, ws="none")
    with closing(store), serving(configuration) as (host, port):
        yield Service(f"http://{host}:{port}", made.text, store)
