"""Serving: what ``berichtwacht serve`` runs."""

from __future__ import annotations

from contextlib import suppress

import uvicorn

from api.app import create_app, load_classifier
from api.security import refuse_unsafe
from api.settings import Settings, load_settings
from api.telemetry import configure_logging
from classifier.commands.exits import Exit

__all__ = ["main", "serve"]


def main(*, port: int | None = None, host: str | None = None) -> int:
    """Serve by the settings of the environment until somebody stops it, and return the exit status.

    Raises
    ------
    ConfigurationError, ArtefactError
        If a setting, a configuration file or the model is wrong.
    """
    return serve(load_settings(port=port, host=host))


def serve(settings: Settings) -> int:
    """Serve by ``settings`` until somebody stops it, and return the exit status.

    Raises
    ------
    ConfigurationError, ArtefactError
        If a setting, a configuration file or the model is wrong.
    """
    refuse_unsafe(settings)
    configure_logging(settings.log_level)
    app = create_app(settings, load_classifier(settings))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            ws="none",
        )
    )
    with suppress(SystemExit):  # uvicorn's own status for an address in use says 'unchecked' to our callers
        server.run()
    return 0 if server.started else Exit.CONFIGURATION
