"""A PostgreSQL of the run's own, that can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from tests.soak.place import Place, is_root
from tests.soak.processes import command, descendants

__all__ = ["Postgres"]

_USER = "wacht"
_COMPRESSIBLE = """
    SELECT attrelid::regclass::text, attname
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND attstorage IN ('x', 'm')
"""


class Postgres:
    """A PostgreSQL on the small disk; its log stands beside it, on a disk that is not filled.

    Parameters
    ----------
    place
        Where the run lives.
    """

    def __init__(self, place: Place) -> None:
        self._bin = _programs()
        self._data = place.disk / "postgres"
        self._logs = place.root / "postgres"
        self._port = _free_port()
        self._has_database = False
        for directory in (self._data, self._logs):
            directory.mkdir(mode=0o700)
            if is_root():
                shutil.chown(directory, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-U", _USER, "--auth=trust", "-E", "UTF8", "--wal-segsize=1")

    @property
    def url(self) -> str:
        """The address of the store, as the service's setting has it."""
        return f"postgresql://{_USER}@127.0.0.1:{self._port}/{_USER}"

    @property
    def is_running(self) -> bool:
        """Whether it is there."""
        return b"postgres" in command(self._pid()) if self._pid() else False

    def pids(self) -> list[int]:
        """Return its processes."""
        return [self._pid(), *descendants(self._pid())] if self.is_running else []

    def start(self) -> None:
        """Start it, and wait until it answers; the first time, make its database."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._logs} -c max_wal_size=16MB"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", self._logs / "log", "-w", "-t", "60", "start")
        if not self._has_database:
            self._run("createdb", "-h", "127.0.0.1", "-p", self._port, "-U", _USER, _USER)
            self._has_database = True

    def keep_readable(self) -> None:
        """Let the tables compress no value, however long, so that a word in one is found in the files."""
        with psycopg.connect(self.url) as connection:
            for table, column in connection.execute(_COMPRESSIBLE).fetchall():
                names = sql.Identifier(table), sql.Identifier(column)
                connection.execute(sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET STORAGE EXTERNAL").format(*names))

    def kill(self) -> None:
        """End all of it at once, with SIGKILL."""
        pids = self.pids()
        for pid in pids:
            _kill(pid)
        while any(b"postgres" in command(pid) for pid in pids):
            time.sleep(0.01)

    def stop(self) -> None:
        """End it in good order, so that everything is on the disk."""
        if self.is_running:
            self._run("pg_ctl", "-D", self._data, "-m", "fast", "-w", "stop")

    def _pid(self) -> int:
        try:
            return int((self._data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        except (OSError, ValueError, IndexError):
            return 0

    def _run(self, program: str, *arguments: object) -> None:
        owner = ["runuser", "-u", "postgres", "--"] if is_root() else []
        with (self._logs.parent / "postgres-programs.log").open("a", encoding="utf-8") as log:
            words = [*owner, str(self._bin / program), *map(str, arguments)]
            subprocess.run(words, check=True, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise FileNotFoundError("there is no PostgreSQL; 'make soak' as root installs it")
    return found[-1].parent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
