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


@pytest.fixture(scope="session")
def lasting(provider, service):
    """The whole app as it lives for all tests, as starting it takes longer than most of them."""
    with connecting() as connector, living(provider, connector, service) as house:
        yield house


@pytest.fixture
def house(lasting):
    """The whole app, which remembers nothing; what is posted to it is signed."""
    lasting.start_over()
    return lasting
