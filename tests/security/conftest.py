"""The service as an attacker meets it: on a socket of this machine, in development mode, where nobody shows a key."""

import os
import socket
import time

import pytest
from serving import serving

from api import server
from api.app import create_app
from api.settings import PREFIX, Settings

QUIET = 0.5
"""Seconds without a byte after which an answer is taken to be complete."""


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    """No setting of the machine that runs the tests."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def address(classifier):
    """Host and port of the service, configured as the command serves it."""
    settings = Settings(development=True)
    with serving(server._configuration(settings, create_app(settings, classifier))) as address:
        yield address


@pytest.fixture(scope="session")
def say(address):
    """Send bytes, in one piece or with pauses between pieces, and return all that comes back."""

    def send(*pieces):
        heard = b""
        with socket.create_connection(address, timeout=10) as connection:
            for index, piece in enumerate(pieces):
                if index:
                    time.sleep(0.2)
                connection.sendall(piece)
            try:
                while part := connection.recv(65_536):
                    heard += part
                    connection.settimeout(QUIET)
            except (TimeoutError, ConnectionResetError):
                pass
        return heard

    return send
