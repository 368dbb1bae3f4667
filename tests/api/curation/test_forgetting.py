"""With an original goes what curators did with it; what they accepted stays, and nobody is known by it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from curating import record
from sqlalchemy import text as sql

from api.store.feedback import forget_expired


def forget(store, **ahead):
    with store.session() as session:
        forget_expired(session, datetime.now(UTC) + timedelta(**ahead))


def rows(store, query):
    with store.session() as session:
        return [tuple(row) for row in session.execute(sql(query))]


def pseudonyms(store):
    return rows(
        store,
        "SELECT curator FROM curation_items WHERE curator IS NOT NULL UNION SELECT curator FROM curation_labellings",
    )


def test_of_what_was_settled_only_the_message_is_left_after_an_hour(office, store):
    office.review(office.open(office.item()))
    forget(store, minutes=59)
    assert len(pseudonyms(store)) == 1
    assert rows(store, "SELECT count(*) FROM feedback WHERE text IS NOT NULL") == [(1,)]
    forget(store, minutes=61)
    assert pseudonyms(store) == []
    assert rows(store, "SELECT text, comment, expires FROM feedback") == [(None, None, None)]
    assert rows(store, "SELECT state, curator, until, former FROM curation_items") == [("accepted", None, None, None)]
    assert json.loads(office.messages())["text"] == record()["text"]
    assert office.queue()["counts"]["accepted"] == 1


def test_what_was_dismissed_is_counted_and_no_more(office, store):
    office.review(office.open(office.item()), outcome="dismissed")
    forget(store, minutes=61)
    assert pseudonyms(store) == []
    assert office.queue()["counts"]["dismissed"] == 1


@pytest.mark.parametrize("labellings", [0, 1, 2])
def test_what_was_not_settled_ends_with_its_original(office, store, labellings):
    item = office.item()
    opened = office.open(item)
    if labellings > 0:
        office.review(opened, second=True)
    if labellings > 1:
        office.review(office.open(item, "bo"), "bo", given=record(personal="notice"))
    forget(store, days=29)
    assert len(pseudonyms(store)) == labellings
    forget(store, days=31)
    assert rows(store, "SELECT * FROM curation_items") == []
    assert rows(store, "SELECT * FROM curation_labellings") == []
    assert office.messages() == ""


def test_the_pseudonym_of_a_claim_goes_when_the_claim_ends(office, store):
    office.open(office.item())
    forget(store, minutes=14)
    assert len(pseudonyms(store)) == 1
    forget(store, minutes=16)
    assert pseudonyms(store) == []


def test_no_file_of_the_store_holds_what_was_written(office, store, tmp_path):
    if store.url.drivername != "sqlite":
        pytest.skip("the files of a server are not ours to read")
    office.review(office.open(office.item()))
    store.close()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for word in (b"Bakker", b"Yilmaz", b"bijstand"):
        assert not [content for content in files if word in content]
