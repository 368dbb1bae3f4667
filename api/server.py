"""Serving: what ``berichtwacht serve`` runs, in one process or under a supervisor that starts the others anew."""

from __future__ import annotations

import gc
import logging
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.app import create_app, load_classifier
from api.metrics import MULTIPROCESS
from api.model import read_card
from api.renewal import RETRIED_EVERY
from api.secrets import RECEIPT_VARIABLE, new_secret
from api.security import refuse_unsafe
from api.settings import PREFIX, Settings, load_settings
from api.store import Database, StoreUnavailable
from api.store.schema import upgrade
from api.telemetry import configure_logging, log_failure
from classifier import Classifier
from classifier.commands.exits import Exit
from classifier.errors import BerichtwachtError, SettingsError

__all__ = ["GRACE", "main", "serve", "worker"]

_logger = logging.getLogger(__name__)

_ENDED_WELL = (0, -signal.SIGTERM, -signal.SIGINT)

GRACE = 20
"""Seconds that requests get to be finished when the service is asked to end."""

STARTED_WITHIN = 60
"""Seconds in which a new worker must be ready when all are renewed (SIGHUP); else the old ones stay."""

ANSWERS_WITHIN = 30
"""Seconds in which a worker must say that it lives; one that starts cannot while it loads, on a busy machine long."""


def main(*, port: int | None = None, host: str | None = None, workers: int | None = None) -> int:
    """Serve by the settings of the environment until somebody stops it, and return the exit status.

    Raises
    ------
    ConfigurationError, ArtefactError
        If a setting, a configuration file or the model is wrong.
    """
    return serve(load_settings(port=port, host=host, workers=workers))


def serve(settings: Settings) -> int:
    """Serve by ``settings`` until somebody stops it, and return the exit status.

    Raises
    ------
    ConfigurationError, ArtefactError
        If a setting, a configuration file or the model is wrong.
    """
    refuse_unsafe(settings)
    configure_logging(settings.log_level)
    if not settings.development:
        _upgrade_store(settings)
    if settings.workers > 1:
        return _supervise(settings)
    app = create_app(settings, load_classifier(settings))
    _settle()
    server = uvicorn.Server(_configuration(settings, app))
    with suppress(SystemExit):  # uvicorn's own status for an address in use says 'unchecked' to our callers
        server.run()
    return 0 if server.started else Exit.CONFIGURATION


def worker() -> FastAPI:
    """Return the application of one worker process, which reads the settings itself."""
    app = _made_patiently(_make_worker)
    _settle()
    return app


def _make_worker() -> FastAPI:
    settings = load_settings()
    configure_logging(settings.log_level)
    return create_app(settings, _load(settings))


def _load(settings: Settings) -> Classifier:
    """Load the classifier, and see that its card can be read."""
    classifier = load_classifier(settings)
    if not classifier.degraded:
        read_card(settings.models)
    return classifier


def _look(*, whole: bool = False) -> str | None:
    """Load everything in a process of its own, and return what is wrong; this one would keep what it has loaded."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_problem, whole=whole).result()


def _problem(*, whole: bool) -> str | None:
    """Return what is wrong with the settings and the files that they name, or ``None``."""
    try:
        degraded = _load(load_settings()).degraded
    except BerichtwachtError as problem:
        return str(problem)
    return "the model cannot be used" if whole and degraded else None


def _made_patiently(make: Callable[[], FastAPI]) -> FastAPI:
    """Make the application; while a setting or a file of its configuration is wrong, wait until it has been mended.

    All was right when the service started. A worker that ended now would only be started anew, and the others still
    assess by what was right.
    """
    said = ""
    while True:
        try:
            return make()
        except BerichtwachtError as problem:
            if str(problem) != said:
                said = str(problem)
                _logger.error("a worker waits to start: %s", said)  # noqa: TRY400
            time.sleep(RETRIED_EVERY)


def _settle() -> None:
    """Take what is loaded out of the garbage collector's rounds: it stays, and a round over it took 0.36 s."""
    gc.collect()
    gc.freeze()


def _supervise(settings: Settings) -> int:
    """Serve in several processes, each started anew when it ends; the settings reach them by the environment."""
    os.environ[f"{PREFIX}HOST"], os.environ[f"{PREFIX}PORT"] = settings.host, str(settings.port)
    os.environ[f"{PREFIX}WORKERS"] = str(settings.workers)
    os.environ[RECEIPT_VARIABLE] = new_secret()  # without keys of the settings: one for all workers, until the end
    if problem := _look():  # what is wrong with the files is better known here than by every worker
        raise SettingsError(problem)
    configuration = _configuration(settings, f"{__name__}:{worker.__name__}", factory=True, workers=settings.workers)
    try:
        sockets = [configuration.bind_socket()]
    except SystemExit:
        return Exit.CONFIGURATION
    with TemporaryDirectory(prefix="berichtwacht-metrics-") as numbers:
        os.environ[MULTIPROCESS] = numbers
        supervisor = _Supervisor(configuration, sockets=sockets)
        supervisor.run()
    return Exit.NONE if all(process.exitcode in _ENDED_WELL for process in supervisor.processes) else Exit.UNEXPECTED


class _Supervisor(Multiprocess):
    """Starts workers anew; has more patience with new ones than with those that should answer."""

    def __init__(self, configuration: uvicorn.Config, sockets: list[socket]) -> None:
        super().__init__(configuration, sockets=sockets)
        for number in (signal.SIGTERM, signal.SIGINT):  # also while it waits for a worker
            signal.signal(number, lambda *_: self.should_exit.set())

    def restart_all(self) -> None:
        """Renew the workers one by one (SIGHUP); the old ones stay when a new one is not whole, or not in time."""
        if problem := _look(whole=True):
            _logger.error("the workers are not renewed: %s", problem)
            return
        self.config.timeout_worker_healthcheck = STARTED_WITHIN
        try:
            super().restart_all()
        finally:
            self.config.timeout_worker_healthcheck = ANSWERS_WITHIN


def _configuration(settings: Settings, app: FastAPI | str, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http="api.connections:Impatient",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=ANSWERS_WITHIN,
        **more,
    )


def _upgrade_store(settings: Settings) -> None:
    """Bring the store up to date; a service whose store is away starts without it."""
    database = Database(settings.store.get_secret_value())
    try:
        upgrade(database)
    except StoreUnavailable as problem:
        log_failure(problem)
    finally:
        database.close()
