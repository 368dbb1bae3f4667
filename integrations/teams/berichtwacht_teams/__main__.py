"""``berichtwacht-teams``: serve the app, or make the package that an administrator uploads."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Sequence

import uvicorn

from berichtwacht_teams import packaging
from berichtwacht_teams.app import Outside, create_app
from berichtwacht_teams.logs import configure_logging, log_event
from berichtwacht_teams.officials import OfficialsError
from berichtwacht_teams.settings import (
    PREFIX,
    UNSAFE,
    Settings,
    SettingsError,
    load_settings,
    refuse_unknown_variables,
)

__all__ = ["main"]

USAGE = f"""usage: berichtwacht-teams              serve the app; what can be set starts with {PREFIX}
       berichtwacht-teams package ...  make the app package; --help says more
docs/teams.md explains both"""

_OF_THE_SDK = (
    "CLIENT_ID",
    "CLIENT_SECRET",
    "TENANT_ID",
    "MANAGED_IDENTITY_CLIENT_ID",
    "CLOUD",
    "SERVICE_URL",
    UNSAFE,
)  # variables by which the SDK would do other than our settings say

_CONNECTIONS = 500
_KEPT_ALIVE = 65  # seconds
_LAST_ANSWERS = 6  # seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says, and return the exit status.

    Parameters
    ----------
    arguments
        Those after the name of the program.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] != "package":
        sys.stderr.write(f"{USAGE}\n")
        return 0 if given[0] in {"-h", "--help"} else 2
    try:
        if given:
            refuse_unknown_variables()
            return packaging.main(given[1:])
        serve(load_settings())
    except (SettingsError, OfficialsError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    return 0


def serve(settings: Settings, outside: Outside | None = None) -> None:
    """Serve until told to stop.

    Parameters
    ----------
    settings
        What the administrator chose.
    outside
        What the app takes from outside; the program itself has no way to choose other than the default.

    Raises
    ------
    OfficialsError
        If the list of key officials is not right.
    ValueError
        If the address of the service is not right.
    """
    for name in _OF_THE_SDK:
        os.environ.pop(name, None)
    configure_logging(settings.log_level)
    app = create_app(settings, outside)
    listener = _listen(settings)
    _settle()
    configuration = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    facts = {"host": settings.host, "port": settings.port, "service": settings.service}
    log_event("serving", facts | {"development": settings.development})
    with listener:
        uvicorn.Server(configuration).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    """Take the address, so that one that is taken is said by its name."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_CONNECTIONS)
    except OSError as problem:
        raise SettingsError(
            f"{PREFIX}PORT: cannot listen on {settings.host} port {settings.port}: {os.strerror(problem.errno or 0)}"
        ) from None


def _settle() -> None:
    """Take what is loaded out of the garbage collector's rounds: it stays, and a round over it took 0.09 s."""
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
