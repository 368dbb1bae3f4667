"""The Teams app between a Teams that signs and a real service."""

import pytest
from teams_caller import providing
from teams_house import connecting, living


@pytest.fixture(scope="session")
def provider():
    """The issuer whose keys count."""
    with providing() as provider:
        yield provider


@pytest.fixture
def connector():
    """Teams, as far as it takes answers."""
    with connecting() as connector:
        yield connector


@pytest.fixture
def house(provider, connector, service):
    """The whole app; what is posted to it is signed."""
    with living(provider, connector, service) as house:
        yield house
