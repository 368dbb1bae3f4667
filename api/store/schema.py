"""Bringing a database up to date, with the migrations that stand in ``migrations/`` (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from api.store.database import Database, StoreUnavailable

__all__ = ["MIGRATIONS", "is_current", "upgrade"]

_LOCK = 0x77616368_74  # any number that nobody else locks

MIGRATIONS = Path(__file__).parent / "migrations"
"""Directory of the migrations."""


def upgrade(database: Database) -> None:
    """Make the tables, or bring them up to date; what is there is kept.

    Raises
    ------
    StoreUnavailable
        If the database refuses.
    """
    configuration = _configuration()
    try:
        database.make_file()
        with database.engine.begin() as connection:
            _take_turns(connection)
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
    except (SQLAlchemyError, CommandError, OSError) as problem:
        raise StoreUnavailable(f"the store cannot be brought up to date: {type(problem).__name__}") from None


def is_current(database: Database) -> bool:
    """Return whether the tables are those that this version knows.

    Raises
    ------
    StoreUnavailable
        If the database cannot be reached.
    """
    if not database.is_there:
        return False
    try:
        with database.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as problem:
        raise StoreUnavailable(f"the store cannot be reached: {type(problem).__name__}") from None
    return found == ScriptDirectory.from_config(_configuration()).get_current_head()


def _take_turns(connection: Connection) -> None:
    """Let one migration run at a time, whoever else starts now; the database frees the lock with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # Python's own begins too late: tables would be made outside it


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration
