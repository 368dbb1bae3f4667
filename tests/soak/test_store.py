"""What is read from the store at the end of a run: everything that the service keeps of feedback."""

import asyncio

import pytest

from api.secrets import Seal, new_secret, read_secret
from api.store import Database
from api.store.feedback import Entry, keep_feedback
from api.store.schema import upgrade
from tests.soak.place import make_place
from tests.soak.postgres import Postgres
from tests.soak.promises import Row, Shown, read_store

pytestmark = pytest.mark.parts


def test_every_column_is_read():
    secret = new_secret()
    seal = Seal([read_secret(secret)], "feedback")
    entry = Entry(
        assessment="a1",
        action="edited",
        verdict="warn",
        levels="warn none none",
        warnings=("decision", "personal"),
        model_version="7",
        policy_version="p",
        reason="urgent",
        right=False,
        corrected="none none none",
        text=seal.close(b"text"),
        comment=seal.close(b"comment"),
        expires=None,
    )
    shown = Shown("warn", "warn none none", frozenset({"decision", "personal"}), "7", "p")
    with make_place() as place:
        postgres = Postgres(place)
        try:
            postgres.start()
            database = Database(postgres.url)
            upgrade(database)
            postgres.keep_readable()
            asyncio.run(database.run(lambda session: keep_feedback(session, entry)))
            database.close()
            rows = read_store(postgres.url, secret)
        finally:
            postgres.kill()
    assert rows == [Row("a1", "edited", "text", shown, "comment", "urgent", False, "none none none")]
