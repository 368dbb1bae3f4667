"""Opening the database: SQLite unless a URL names another, and one error for whatever is wrong with it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from api.settings import PREFIX
from classifier.errors import BerichtwachtError, SettingsError

__all__ = ["Database", "StoreConflict", "StoreUnavailable"]

Result = TypeVar("Result")

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_WAIT = 5  # seconds, for a lock, a statement or a connection
_PATIENCE = 12.0  # seconds, for all of it
_TRIES = 3
_THREADS = 4  # so that a database that hangs takes no thread from others
_AWAY = (OperationalError, InterfaceError, ProgrammingError, InternalError, PoolTimeout)


class StoreUnavailable(BerichtwachtError):
    """The database cannot be reached, is full, locked or of another version; what was asked has not been done."""


class StoreConflict(BerichtwachtError):
    """Somebody else did the same at the same moment; nothing has been done, and trying again will work."""


class Database:
    """A database of keys and feedback.

    Parameters
    ----------
    url
        ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/NAME``.
    relative
        Whether the path may be relative. What it names then depends on where the process was started, so that a key
        made in one directory is unknown to a service that was started in another.

    Raises
    ------
    SettingsError
        If the URL is none, of another kind of database, or names a file that is nobody's or has no directory. The URL
        is not repeated: it may hold a password.
    """

    def __init__(self, url: str, *, relative: bool = False) -> None:
        self.url = _url(url)
        if self._file is not None:
            _refuse_place(self._file, relative=relative)
        self.engine = _engine(self.url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._threads: CapacityLimiter | None = None
        self._is_closed = False
        event.listen(self.engine, "checkin", self._close_late)

    @property
    def name(self) -> str:
        """The database without its password, for people to read; what stands in the query may be a password, too."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    @property
    def is_there(self) -> bool:
        """Whether there is a database to ask; asking for a file that is missing must not make an empty one."""
        return self._file is None or self._file.is_file()

    @property
    def _file(self) -> Path | None:
        return Path(str(self.url.database)) if self.url.drivername == "sqlite" else None

    def make_file(self) -> None:
        """Make the file of a database that lives in one, for its owner only; what SQLite puts beside it is alike.

        Raises
        ------
        OSError
            If it cannot be made.
        """
        if self._file is not None and not self._file.is_file():
            self._file.touch(mode=0o600)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a transaction that is committed when all went well.

        Raises
        ------
        StoreUnavailable
            If the database refuses; nothing of the transaction has been done.
        StoreConflict
            If another transaction came first.
        """
        if not self.is_there:
            raise StoreUnavailable("the store is not there yet")
        try:
            with self._sessions.begin() as session:
                yield session
        except IntegrityError as problem:
            raise StoreConflict(_kind(problem)) from None
        except _AWAY as problem:
            raise StoreUnavailable(_kind(problem)) from None
        except DatabaseError as problem:
            if type(problem) is DatabaseError:  # none of its kinds: the file is damaged or no database
                raise StoreUnavailable(_kind(problem)) from None
            raise

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Do ``work`` in a transaction, in one of a few threads, and return what it returns.

        Raises
        ------
        StoreUnavailable
            If the database refuses, or does not answer in time; then what was asked may still be done.
        StoreConflict
            If other transactions came first, several times.
        """

        def in_session() -> Result:
            with self.session() as session:
                return work(session)

        try:
            async with asyncio.timeout(_PATIENCE):
                for _ in range(_TRIES - 1):
                    with suppress(StoreConflict):
                        return await self._in_thread(in_session)
                return await self._in_thread(in_session)
        except TimeoutError:
            raise StoreUnavailable("the store does not answer") from None

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        return await to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)

    def close(self) -> None:
        """Close the connections; one that is in use is closed as soon as it is not."""
        self._is_closed = True
        self.engine.dispose()

    def _close_late(self, _: object, connection: ConnectionPoolEntry) -> None:
        """Close a connection that comes back after all of them have been closed: nobody waited for its thread."""
        if self._is_closed:
            connection.invalidate()


def _kind(problem: SQLAlchemyError) -> str:
    """Return what kind of error it is; its message could hold the values of the statement."""
    original = problem.orig if isinstance(problem, DBAPIError) else None
    return f"the store cannot be used: {type(original or problem).__name__}"


def _url(text: str) -> URL:
    cure = "use sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # a port that is none says so with a piece of what was given
        raise SettingsError("store: is no database URL", cure=cure) from None
    driver = _DRIVERS.get(url.drivername.partition("+")[0])
    if driver is None:
        raise SettingsError("store: is a kind of database that is not supported", cure=cure)
    if driver == "sqlite" and (url.database in {None, "", ":memory:"} or url.query):
        raise SettingsError("store: names no file; a store in memory would forget its keys", cure=cure)
    return url.set(drivername=driver)


def _refuse_place(file: Path, *, relative: bool) -> None:
    if not relative and not file.is_absolute():
        raise SettingsError(
            "store: names a file by a relative path, so every directory to start in has a store of its own",
            cure=f"name it in full, as in {PREFIX}STORE=sqlite:////var/lib/berichtwacht/store.sqlite3; or set "
            f"{PREFIX}DEVELOPMENT=1 for the store of development mode in this directory",
        )
    if not file.parent.is_dir():
        raise SettingsError("store: names a file in a directory that is not there", cure="make the directory")


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        engine = create_engine(url, hide_parameters=True, pool_timeout=_WAIT, connect_args={"timeout": _WAIT})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=_WAIT,
        connect_args={
            "connect_timeout": _WAIT,
            "tcp_user_timeout": _WAIT * 1000,
            "options": f"-c statement_timeout={_WAIT}s -c lock_timeout={_WAIT}s",
        },
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """Keep foreign keys, let readers and one writer work at once, and overwrite what is deleted."""
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
