"""The store: made by migrations, the same on SQLite and PostgreSQL, and quiet about what it holds."""

import asyncio
import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import text

from api.access.keys import new_key
from api.access.scopes import Scope
from api.store import Database, StoreUnavailable
from api.store.daily_counts import Batch, Cell, Kind, add_batch, counts_between, first_days
from api.store.feedback import Entry, counts, forget_expired, keep_feedback, sealed_texts
from api.store.keys import add_key, list_keys, revoke_key
from api.store.schema import is_current, upgrade
from api.store.tables import Base
from classifier import SettingsError

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
SENTINEL = "zwaluwstaartkwast"


def refuse_what_is_not_thrown_away(database):
    """Refuse a database that somebody may need: these tests drop everything in it."""
    where, name = database.url.host, database.url.database
    assert where in {"127.0.0.1", "localhost"}, f"TEST_POSTGRES_URL: {where} is not this machine"
    with database.engine.connect() as connection:
        (mine,) = connection.execute(text("SHOW data_directory")).one()
        tables = set(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
    assert Path(mine).is_relative_to(gettempdir()), f"TEST_POSTGRES_URL: {name} is not kept in a temporary directory"
    assert tables <= {"alembic_version", *Base.metadata.tables}, f"TEST_POSTGRES_URL: {name} holds tables of others"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.parts)])
def database(request, tmp_path):
    if request.param == "postgresql":
        assert POSTGRES, "the suite of real parts starts a PostgreSQL and names it in TEST_POSTGRES_URL"
        database = Database(POSTGRES)
        refuse_what_is_not_thrown_away(database)
        with database.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    yield database
    database.close()


@pytest.fixture
def store(database):
    upgrade(database)
    return database


def entry(assessment="a1", **more):
    given = {
        "action": "sent",
        "verdict": "warn",
        "levels": "warn none none",
        "warnings": ("personal.sensitive_fact",),
        "model_version": "7",
        "policy_version": "1",
    }
    return Entry(assessment=assessment, **(given | more))


def keep(store, *entries):
    with store.session() as session:
        for item in entries:
            keep_feedback(session, item)


def kept(store):
    with store.session() as session:
        return {name: (written, comment) for name, written, comment in sealed_texts(session)}


def test_migrations_make_the_tables_that_the_code_knows(database):
    assert not is_current(database)
    upgrade(database)
    assert is_current(database)
    upgrade(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_store_of_a_newer_version_is_an_error_of_ours(store):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not is_current(store)
    with pytest.raises(StoreUnavailable):
        upgrade(store)


@pytest.mark.parts
def test_a_database_that_holds_tables_of_others_is_not_emptied(tmp_path, monkeypatch):
    database = Database(POSTGRES)
    refuse_what_is_not_thrown_away(database)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE salaries (name text)"))
    try:
        with pytest.raises(AssertionError, match="tables of others"):
            refuse_what_is_not_thrown_away(database)
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("DROP TABLE salaries"))
    monkeypatch.setattr(sys.modules[__name__], "gettempdir", lambda: str(tmp_path / "elsewhere"))
    with pytest.raises(AssertionError, match="temporary directory"):
        refuse_what_is_not_thrown_away(database)
    database.close()
    with pytest.raises(AssertionError, match="not this machine"):
        refuse_what_is_not_thrown_away(Database("postgresql://wacht@db.example/wacht"))


def test_keys_are_kept_and_revoked(store):
    expires = datetime.now(UTC) + timedelta(days=3)
    made = [new_key("chat", frozenset({Scope.ASSESS}), expires=expires), new_key("bot", frozenset(Scope))]
    with store.session() as session:
        for key in made:
            add_key(session, key.record)
    with store.session() as session:
        assert set(list_keys(session)) == {key.record for key in made}
        assert revoke_key(session, made[0].record.id)
        assert not revoke_key(session, "nothing")
    with store.session() as session:
        valid = {record.name: record.is_valid() for record in list_keys(session)}
    assert valid == {"chat": False, "bot": True}


def test_no_secret_of_a_key_is_in_the_file(store):
    made = new_key("chat", frozenset(Scope))
    with store.session() as session:
        add_key(session, made.record)
        row = session.execute(text("SELECT * FROM api_keys")).one()
    secret = made.text.rpartition("_")[2]
    assert not [value for value in row if secret in str(value)]


def test_feedback_said_again_takes_the_place_of_what_was_said(store):
    keep(store, entry(action="sent"), entry("b2"))
    keep(store, entry(action="cancelled", warnings=("personal.sensitive_fact", "decision.substance")))
    with store.session() as session:
        tallies = {(tally.warning, tally.action): tally.count for tally in counts(session)}
    assert tallies == {
        ("personal.sensitive_fact", "sent"): 1,
        ("personal.sensitive_fact", "cancelled"): 1,
        ("decision.substance", "cancelled"): 1,
    }


def test_feedback_without_a_warning_is_counted_too(store):
    keep(store, entry(warnings=(), verdict="none", action="sent"))
    with store.session() as session:
        assert [(tally.warning, tally.count) for tally in counts(session)] == [(None, 1)]


def test_what_expired_is_not_read_and_then_forgotten(store):
    now = datetime.now(UTC)
    keep(
        store,
        entry("old", text=b"sealed", comment=b"too", expires=now - timedelta(seconds=1)),
        entry("new", text=b"sealed", expires=now + timedelta(days=1)),
    )
    assert kept(store) == {"new": (b"sealed", None)}
    with store.session() as session:
        forget_expired(session)
    with store.session() as session:
        rows = dict(session.execute(text("SELECT assessment, text FROM feedback")).all())
        assert {name: None if found is None else bytes(found) for name, found in rows.items()} == {
            "old": None,
            "new": b"sealed",
        }
        assert sum(tally.count for tally in counts(session)) == 2


def test_an_error_in_a_transaction_undoes_all_of_it(store):
    def fail(session):
        keep_feedback(session, entry())
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.session() as session:
        fail(session)
    with store.session() as session:
        assert counts(session) == []


def test_an_error_of_the_database_says_nothing_of_what_it_was_given(store):
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE feedback_warnings"))
    with pytest.raises(StoreUnavailable) as caught:
        keep(store, entry(SENTINEL, reason=SENTINEL))
    assert SENTINEL not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_missing_is_not_made_by_asking(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    with pytest.raises(StoreUnavailable), database.session():
        pass
    assert not is_current(database)
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_for_their_owner_only(tmp_path):
    before = os.umask(0)
    try:
        database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
        upgrade(database)
        with database.session() as session:
            add_key(session, new_key("chat", frozenset(Scope)).record)
            session.flush()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes == {"store.sqlite3": 0o600, "store.sqlite3-wal": 0o600, "store.sqlite3-shm": 0o600}


def test_a_file_that_is_there_keeps_its_mode(tmp_path):
    file = tmp_path / "store.sqlite3"
    file.touch(mode=0o640)
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_path_that_depends_on_where_one_stands_is_refused_unless_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"store: .*relative path.*sqlite:////.*DEVELOPMENT=1"):
        Database("sqlite:///store.sqlite3")
    database = Database("sqlite:///store.sqlite3", relative=True)
    upgrade(database)
    database.close()
    assert (tmp_path / "store.sqlite3").is_file()


def test_a_directory_that_is_missing_is_said(tmp_path):
    with pytest.raises(SettingsError, match=r"store: .*directory that is not there"):
        Database(f"sqlite:///{tmp_path}/none/store.sqlite3")


def test_half_an_upgrade_is_none(tmp_path, monkeypatch):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with monkeypatch.context() as broken:
        broken.setattr(Operations, "create_index", fail)
        with pytest.raises(StoreUnavailable):
            upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).all() == []
    upgrade(database)
    assert is_current(database)
    database.close()


def fail(*_, **__):
    raise CommandError


def test_a_server_that_is_away_is_an_error_of_ours():
    database = Database("postgresql://somebody:geheim@127.0.0.1:9/nothing")
    with pytest.raises(StoreUnavailable) as caught, database.session() as session:
        session.execute(text("SELECT 1"))
    assert "geheim" not in str(caught.value)
    assert "geheim" not in database.name


def test_the_same_feedback_at_the_same_moment_is_kept_once(store):
    async def all_at_once():
        async with asyncio.TaskGroup() as group:
            for number in range(12):
                item = entry(action="sent" if number % 2 else "edited", warnings=("a", "b"))
                group.create_task(store.run(lambda session, item=item: keep_feedback(session, item)))

    asyncio.run(all_at_once())
    with store.session() as session:
        assert [(tally.warning, tally.count) for tally in counts(session)] == [("a", 1), ("b", 1)]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "",
        "geheim",
        "mysql://a:geheim@b/c",
        "http://geheim",
        "postgresql://a:geheim@b:geheim/c",
        "sqlite:///file:geheim?mode=memory&uri=true",
    ],
)
def test_a_url_that_is_none_is_not_repeated(url):
    with pytest.raises(SettingsError) as caught:
        Database(url)
    assert "geheim" not in str(caught.value)


def test_a_password_in_the_query_is_not_shown():
    database = Database("postgresql://a@b/c?password=geheim")
    assert "geheim" not in database.name


def test_a_file_that_is_damaged_is_a_store_that_is_away(tmp_path):
    path = tmp_path / "store.sqlite3"
    path.write_bytes(b"this is no database, and long enough to be read as one" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable), database.session() as session:
        list_keys(session)
    with pytest.raises(StoreUnavailable):
        upgrade(database)
    database.close()


def test_what_workers_counted_is_added_up_and_no_batch_twice(store):
    today = datetime.now(UTC).date()
    cells = [
        Cell(today - timedelta(days=day), version, policy, Kind.SCORE, "personal", str(value))
        for day in (0, 3)
        for version in ("6", "7")
        for policy in ("1", "2")
        for value in (0, 19)
    ]
    for worker, number in (("a", 1), ("b", 1), ("a", 1), ("a", 2), ("b", 1), ("a", 1)):
        with store.session() as session:
            add_batch(session, Batch(worker, number, dict.fromkeys(cells, 2)))
    with store.session() as session:
        found = counts_between(session, today - timedelta(days=2), today, model_version="7")
        assert [(item.day, item.model_version, item.kind, item.value, item.count) for item in found] == [
            (today, "7", "score", "0", 12),
            (today, "7", "score", "19", 12),
        ]
        assert len(counts_between(session, today - timedelta(days=9), today)) == 8
        assert first_days(session) == dict.fromkeys(("6", "7"), today - timedelta(days=3))


def test_workers_that_add_at_the_same_moment_all_count(store):
    today = datetime.now(UTC).date()
    cells = [Cell(today, "7", "1", Kind.VERDICT, "", str(value)) for value in range(20)]

    async def add(worker):
        for number in range(1, 6):
            batch = Batch(worker, number, dict.fromkeys(cells, 1))
            await store.run(partial(add_batch, batch=batch))

    async def all_at_once():
        await asyncio.gather(*(add(f"worker {number}") for number in range(4)))

    asyncio.run(all_at_once())
    with store.session() as session:
        assert {item.count for item in counts_between(session, today, today)} == {20}
