"""One curator at a time has a text; the others are told, and never who it is."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from curating import DRAFT, record
from sqlalchemy import text as sql

from api.curation import desk
from api.store.curation import Refused, claim, release


def kind(answer):
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def past(store, column, table="feedback"):
    """Let moments of the store be over."""
    with store.session() as session:
        session.execute(
            sql(f"UPDATE {table} SET {column} = :then WHERE {column} IS NOT NULL"),
            {"then": datetime.now(UTC) - timedelta(seconds=1)},
        )


def test_the_second_curator_is_told_until_when_and_not_who(office, store):
    item = office.item()
    until = datetime.fromisoformat(office.open(item)["until"])
    assert timedelta(minutes=14) < until - datetime.now(UTC) <= desk.CLAIMED_FOR
    answer = office.claim(item, "bo")
    assert kind(answer) == (409, "item-taken")
    assert f"{until:%H:%M}" in answer.json()["detail"]
    with store.session() as session:
        (curator,) = session.execute(sql("SELECT curator FROM curation_items")).scalars()
    assert curator not in answer.text
    assert kind(office.ask("bo", "curation/checks", {"item": item, "text": "a", "entities": []})) == (409, "item-taken")
    assert [item["state"] for item in office.items("bo")] == ["taken"]
    assert [item["state"] for item in office.items("ans")] == ["waiting"]


def test_a_review_of_what_another_has_is_refused(office):
    item = office.item()
    opened = office.open(item)
    office.ask("ans", "curation/releases", {"item": item})
    office.open(item, "bo")
    assert kind(office.review(opened)) == (409, "item-taken")
    assert office.messages() == ""


def test_a_claim_is_renewed_by_who_has_it(office):
    item = office.item()
    first, second = office.open(item), office.open(item)
    assert second["until"] > first["until"]
    assert second["revision"] == first["revision"]


def test_a_claim_ends(office, store):
    item = office.item()
    opened = office.open(item)
    past(store, "until", "curation_items")
    again = office.open(item, "bo")
    assert kind(office.claim(item)) == (409, "item-taken")
    assert office.review(again, "bo").status_code == 201
    assert kind(office.review(opened)) == (409, "item-labelled")


def test_who_was_slow_may_still_review_when_nobody_else_came(office, store):
    opened = office.open(office.item())
    past(store, "until", "curation_items")
    assert office.review(opened).status_code == 201


def test_an_item_that_was_given_back_is_free(office):
    item = office.item()
    office.open(item)
    assert office.ask("bo", "curation/releases", {"item": item}).status_code == 204
    assert kind(office.claim(item, "bo")) == (409, "item-taken")
    answer = office.ask("ans", "curation/releases", {"item": item})
    assert (answer.status_code, answer.content) == (204, b"")
    office.open(item, "bo")
    assert office.ask("ans", "curation/releases", {"item": "nothing"}).status_code == 204


def test_what_expires_while_it_is_open_is_gone(office, store):
    item = office.item()
    opened = office.open(item)
    past(store, "expires")
    assert office.items() == []
    for answer in (
        office.review(opened),
        office.claim(item),
        office.ask("ans", "curation/checks", {"item": item, "text": "a", "entities": []}),
        office.ask("ans", "curation/undo", {"item": item}),
    ):
        assert kind(answer) == (404, "not-found")
        assert "forgotten" in answer.json()["detail"]


def test_what_never_was_is_not_there(office):
    assert kind(office.claim("nothing")) == (404, "not-found")
    assert office.claim("x" * 37).status_code == 400


@pytest.mark.parametrize("again", [DRAFT, "mevr Yilmaz krijgt toch bijstand", None])
def test_feedback_that_is_given_again_while_a_curator_has_it_changes_it(office, again):
    assessment = office.object()
    (waiting,) = office.items()
    opened = office.open(waiting["id"])
    more = {"text": again} if again else {"text": None}
    office.object(assessment=assessment, **more)
    answer = office.review(opened)
    if again is None:
        assert kind(answer) == (404, "not-found")
        assert office.items() == []
    else:
        assert kind(answer) == (409, "item-changed")
        renewed = office.open(waiting["id"], "bo")
        assert renewed["text"] == again
        assert office.review(renewed, "bo").status_code == 201


def test_what_is_said_again_about_a_settled_text_is_a_text_that_waits(office):
    assessment = office.object()
    (waiting,) = office.items()
    office.review(office.open(waiting["id"]))
    office.object(assessment=assessment, text="mevr Yilmaz, bijstand, en nu anders")
    opened = office.open(waiting["id"])
    assert opened["state"] == "waiting"
    assert kind(office.ask("ans", "curation/undo", {"item": waiting["id"]})) == (409, "not-undone")
    given = record("mevr Bakker, bijstand, en nu anders")
    assert office.review(opened, given=given).json() == {"state": "accepted"}
    assert [line[:15] for line in office.messages().splitlines()] == ['{"id": "k-0001"', '{"id": "k-0002"']


def test_of_those_who_claim_at_one_moment_one_has_it(office, store):
    item = office.item()
    now = datetime.now(UTC)

    async def ask(number):
        try:
            until = now + timedelta(minutes=15)
            await store.run(lambda session: claim(session, item, f"curator {number}", now=now, until=until))
        except Refused:
            return False
        return True

    async def all_at_once():
        return await asyncio.gather(*(ask(number) for number in range(8)))

    assert sum(asyncio.run(all_at_once())) == 1


def test_who_gives_an_item_back_while_they_renew_it_leaves_it_free(office, store):
    item = office.item()
    office.open(item)
    now = datetime.now(UTC)
    with store.session() as session:
        (curator,) = session.execute(sql("SELECT curator FROM curation_items")).scalars()

    def give_back():
        with store.session() as session:
            release(session, item, curator)

    with ThreadPoolExecutor() as other:
        with store.session() as session:
            claim(session, item, curator, now=now, until=now + timedelta(minutes=15))
            done = other.submit(give_back)
            with suppress(TimeoutError):
                done.result(timeout=0.5)  # where nothing keeps it waiting it comes first
        done.result(timeout=10)
    office.open(item, "bo")
