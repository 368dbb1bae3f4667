"""What a review may hold, what it does, and how it is taken back."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from curating import DRAFT, record, settings_of
from sqlalchemy import text as sql

from api.app import create_app
from api.store.curation import Refused, Review, keep_review

NUMBER = "zijn bsn is 123456782, bijstand"


def kind(answer):
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


def wrong(answer):
    """What a refusal names: each place with its code."""
    assert answer.status_code == 400, answer.text
    return [(error["location"]["pointer"], error["code"]) for error in answer.json()["errors"]]


def stored(store, query):
    with store.session() as session:
        return [tuple(row) for row in session.execute(sql(query))]


def spans(*found):
    return [{"start": start, "end": end, "label": label} for start, end, label in found]


def test_what_is_left_of_the_original_is_refused_and_told_by_place(office):
    opened = office.open(office.item())
    answer = office.review(opened, given=record(DRAFT, "Yilmaz"))
    assert wrong(answer) == [("/record/text", "original")]
    assert "Yilmaz" not in answer.text
    checked = office.ask("ans", "curation/checks", {"item": opened["id"], "text": DRAFT, "entities": []}).json()
    start = DRAFT.index("Yilmaz")
    assert [(left["start"], left["end"], left["label"]) for left in checked["left"]] == [(start, start + 6, "PERSON")]
    assert office.messages() == ""


def test_what_is_left_is_refused_also_where_no_recogniser_fires_on_it(office):
    opened = office.open(office.item())
    words = "kun je mevr Bakker bellen, yilmaz weet ervan"  # the stand-in knows the name with a capital only
    checked = office.ask("ans", "curation/checks", {"item": opened["id"], "text": words, "entities": []}).json()
    assert checked["entities"] == []
    assert [words[left["start"] : left["end"]] for left in checked["left"]] == ["yilmaz"]
    assert wrong(office.review(opened, given=record(words))) == [("/record/text", "original")]


def test_without_the_whole_model_nothing_is_accepted(office, stand_in, monkeypatch):
    item, other = office.item(), office.item()
    opened = office.open(item)
    plain = stand_in.decide

    def without_names(draft):
        decided = plain(draft)
        recognised = replace(decided.scored.message.recognised, entities=())
        message = replace(decided.scored.message, recognised=recognised)
        return replace(decided, scored=replace(decided.scored, message=message, degraded=("encoder",)))

    monkeypatch.setattr(stand_in, "decide", without_names)
    checked = office.ask("ans", "curation/checks", {"item": item, "text": DRAFT, "entities": []})
    given = record(DRAFT, "Yilmaz")
    answers = (checked, office.review(opened, given=given), office.claim(other))
    assert {kind(answer) for answer in answers} == {(503, "not-ready")}
    assert office.messages() == ""
    assert office.review(opened, outcome="dismissed").json() == {"state": "dismissed"}


def test_what_a_curator_marked_in_the_original_has_to_go_too(office):
    opened = office.open(office.item())
    start = DRAFT.index("stopgezet")
    originals = spans((start, start + 9, "CASE_NUMBER"))
    assert wrong(office.review(opened, originals=originals)) == [("/record/text", "original")]
    body = {"item": opened["id"], "text": record()["text"], "entities": []}
    assert office.ask("ans", "curation/checks", body).json()["left"] == []
    assert office.ask("ans", "curation/checks", body | {"originals": originals}).json()["left"]
    given = record("kun je mevr Bakker bellen, bijstand is weg")
    assert office.review(opened, given=given, originals=originals).status_code == 201


@pytest.mark.parametrize("span", [(0, 500, "PERSON"), (5, 5, "PERSON"), (0, 3, "KEY")])
def test_marks_that_the_original_does_not_have_are_named(office, span):
    opened = office.open(office.item())
    place = "/originals/0/label" if span[2] == "KEY" else "/originals/0"
    for path, more in (("checks", {"text": "a", "entities": []}), ("reviews", None)):
        body = {"item": opened["id"], "originals": spans(span)}
        body |= more or {"revision": opened["revision"], "outcome": "accepted", "record": record()}
        assert place in [pointer for pointer, _ in wrong(office.ask("ans", f"curation/{path}", body))]


def test_a_text_without_entities_may_stay_as_it_is(office):
    draft = "de vergadering is om drie uur, bijstand staat op de agenda"
    office.object(draft)
    (item,) = office.items()
    opened = office.open(item["id"])
    assert opened["replacements"] == []
    given = record(draft, topics=[], personal="none")
    assert office.review(opened, given=given).json() == {"state": "accepted"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"lang": "fy"}, "/record/lang"),
        ({"personal": "loud"}, "/record/personal"),
        ({"topics": ["weather"]}, "/record/topics/0"),
        ({"topics": ["finance"], "personal": "none"}, "/record/topics"),
        ({"topics": ["finance", "finance"]}, "/record/topics"),
        ({"look_alike": True}, "/record/look_alike"),
        ({"text": ""}, "/record/text"),
        ({"text": "a" * 10_001}, "/record/text"),
        ({"text": "woord " * 221}, "/record/text"),
        ({"text": "a\ud800"}, "/record/text"),
        ({"entities": [{"start": 0, "end": 3, "label": "NAME"}]}, "/record/entities/0/label"),
        ({"entities": spans((0, 3, "PERSON"), (2, 6, "PERSON"))}, "/record/entities/1"),
        ({"entities": spans((4, 6, "PERSON"), (0, 3, "PERSON"))}, "/record/entities/1"),
        ({"entities": spans((0, 3, "PERSON"), (4, 400, "PERSON"))}, "/record/entities/1"),
        ({"entities": spans((0, 3, "PERSON"), (3, 6, "PERSON"))}, "/record/entities/1"),
        ({"entities": spans((0, 3, "PERSON"), (9, 4, "PERSON"))}, "/record/entities/1"),
        ({"entities": spans((0, 3, "PERSON"), (7, 11, "EMAIL_ADDRESS"))}, "/record/entities/1"),
        ({"entities": [{"start": -1, "end": 3, "label": "PERSON"}]}, "/record/entities/0/start"),
        ({"entities": [{"start": 0, "end": 3, "label": "PERSON", "Yilmaz": 1}]}, "/record/entities/0"),
        ({"id": "x"}, "/record"),
    ],
)
def test_what_is_wrong_with_a_record_is_named_and_not_repeated(office, changes, pointer):
    opened = office.open(office.item())
    given = record(**changes) if "text" not in changes else record() | {"entities": []} | changes
    body = {"item": opened["id"], "revision": opened["revision"], "outcome": "accepted", "record": given}
    answer = office.client.request(
        "POST",
        "/v1/curation/reviews",
        content=json.dumps(body).encode(),
        headers={"X-API-Key": office.keys["ans"], "Content-Type": "application/json"},
    )
    assert pointer in [place for place, _ in wrong(answer)]
    for words in ("Bakker", "Yilmaz", "NAME", "weather", "loud"):
        assert words not in answer.text
    assert office.messages() == ""


def test_numbers_that_fail_their_check_are_named(office):
    office.object(NUMBER)
    (item,) = office.items()
    opened = office.open(item["id"])
    words = "zijn bsn is 123456789, bijstand"
    given = record(words) | {"entities": spans((12, 21, "NL_BSN"))}
    answer = office.review(opened, given=given)
    assert wrong(answer) == [("/record/entities/0", "invalid")]
    assert "check" in answer.json()["detail"]
    checked = office.ask(
        "ans", "curation/checks", {"item": opened["id"], "text": words, "entities": given["entities"]}
    ).json()
    assert [problem["field"] for problem in checked["problems"]] == ["entities[0]"]
    words = words.replace("123456789", "111222333")
    assert office.review(opened, given=given | {"text": words}).status_code == 201


@pytest.mark.parametrize(("outcome", "given"), [("accepted", None), ("dismissed", record())])
def test_a_record_is_there_when_it_is_accepted_and_only_then(office, outcome, given):
    opened = office.open(office.item())
    body = {"item": opened["id"], "revision": opened["revision"], "outcome": outcome, "record": given}
    assert wrong(office.ask("ans", "curation/reviews", body)) == [("/record", "invalid")]


def test_what_is_dismissed_becomes_no_message(office):
    opened = office.open(office.item())
    assert office.review(opened, outcome="dismissed").json() == {"state": "dismissed"}
    assert office.messages() == ""
    assert office.queue()["counts"]["dismissed"] == 1
    assert kind(office.claim(opened["id"])) == (409, "item-labelled")


def test_two_curators_who_agree_accept(office):
    item = office.item()
    assert office.review(office.open(item), second=True).json() == {"state": "second"}
    assert office.items("ans") == []
    assert kind(office.claim(item, "ans")) == (409, "item-labelled")
    (waiting,) = office.items("bo")
    assert waiting["state"] == "second"
    opened = office.open(item, "bo")
    (labelling,) = opened["labellings"]
    assert labelling["text"] == record()["text"]
    assert {value for name, value in labelling.items() if name != "text"} == {None}
    assert office.messages() == ""
    assert office.review(opened, "bo").json() == {"state": "accepted"}
    assert len(office.messages().splitlines()) == 1


@pytest.mark.parametrize("changes", [{"personal": "notice"}, {"topics": ["health"]}, None])
def test_two_who_differ_leave_it_to_who_looks_next(office, changes):
    item = office.item()
    office.review(office.open(item), second=True)
    opened = office.open(item, "bo")
    answer = (
        office.review(opened, "bo", outcome="dismissed")
        if changes is None
        else office.review(opened, "bo", given=record(**changes))
    )
    assert answer.json() == {"state": "differs"}
    assert office.messages() == ""
    opened = office.open(item, "ans")
    first, second = opened["labellings"]
    assert first == record() | {"dismissed": False}
    assert second["dismissed"] == (changes is None)
    if changes:
        assert second == record(**changes) | {"dismissed": False}
    assert office.review(opened, given=record(personal="none", topics=[])).json() == {"state": "accepted"}
    assert json.loads(office.messages())["personal"] == "none"


def test_the_second_labels_the_text_of_the_first(office):
    item = office.item()
    office.review(office.open(item), second=True)
    given = record("kun je mevr Visser bellen, bijstand is stopgezet", "Visser")
    assert wrong(office.review(office.open(item, "bo"), "bo", given=given)) == [("/record/text", "invalid")]
    office.review(office.open(item, "bo"), "bo", given=record(personal="notice"))
    assert wrong(office.review(office.open(item, "ans"), given=given)) == [("/record/text", "invalid")]


def test_nobody_is_their_own_second(office):
    item = office.item()
    office.review(office.open(item), second=True)
    opened = office.open(item, "bo")
    office.ask("bo", "curation/releases", {"item": item})
    assert kind(office.review(opened, "ans")) == (409, "item-labelled")


def test_every_message_is_labelled_twice_where_that_is_set(store, keys, models, stand_in, connect):
    from curating import Office

    with connect(create_app(settings_of(store, models=models, curate_twice=True), stand_in)) as client:
        office = Office(client, keys)
        assert office.review(office.open(office.item())).json() == {"state": "second"}


def test_an_original_is_forgotten_within_an_hour_of_being_settled(office, store):
    item = office.item()
    opened = office.open(item)
    office.review(opened)
    ((expires,),) = stored(store, "SELECT expires FROM feedback")
    expires = expires if isinstance(expires, datetime) else datetime.fromisoformat(expires).replace(tzinfo=UTC)
    assert timedelta(minutes=59) < expires - datetime.now(UTC) <= timedelta(hours=1)


def test_a_review_is_taken_back(office, store):
    item = office.item()
    before = stored(store, "SELECT expires FROM feedback")
    office.review(office.open(item))
    assert stored(store, "SELECT expires FROM feedback") != before
    answer = office.ask("ans", "curation/undo", {"item": item})
    assert (answer.status_code, answer.json()) == (200, {"state": "waiting"})
    assert office.messages() == ""
    assert stored(store, "SELECT expires FROM feedback") == before
    assert kind(office.claim(item, "bo")) == (409, "item-taken")  # who takes it back has it
    assert office.review(office.open(item)).json() == {"state": "accepted"}
    assert json.loads(office.messages())["id"] == "k-0002"  # what was told once is never another message


def test_an_outcome_of_two_is_taken_back_to_two(office):
    item = office.item()
    office.review(office.open(item), second=True)
    office.review(office.open(item, "bo"), "bo", given=record(personal="notice"))
    office.review(office.open(item))
    assert office.ask("ans", "curation/undo", {"item": item}).json() == {"state": "differs"}
    assert kind(office.ask("ans", "curation/undo", {"item": item})) == (409, "not-undone")
    assert office.ask("bo", "curation/undo", {"item": item}).json() == {"state": "second"}
    assert office.ask("ans", "curation/undo", {"item": item}).json() == {"state": "waiting"}


def test_what_another_reviewed_after_it_is_not_taken_back(office):
    item = office.item()
    office.review(office.open(item), second=True)
    office.review(office.open(item, "bo"), "bo")
    assert kind(office.ask("ans", "curation/undo", {"item": item})) == (409, "not-undone")
    assert len(office.messages().splitlines()) == 1
    assert kind(office.ask("all", "curation/undo", {"item": item})) == (409, "not-undone")


def test_a_second_look_at_what_was_taken_back_is_refused(office):
    item = office.item()
    office.review(office.open(item), second=True)
    seen = office.open(item, "bo")
    office.ask("ans", "curation/undo", {"item": item})
    office.ask("ans", "curation/releases", {"item": item})
    assert kind(office.review(seen, "bo")) == (409, "item-changed")


def test_a_review_that_is_sent_twice_counts_once(office):
    opened = office.open(office.item())
    assert office.review(opened).status_code == 201
    assert kind(office.review(opened)) == (409, "item-labelled")
    assert len(office.messages().splitlines()) == 1


def test_reviews_at_one_moment_count_once(office, store):
    opened = office.open(office.item())
    given = {"outcome": "accepted", "record": b"sealed", "state": "accepted", "accepted": b"sealed"}
    with store.session() as session:
        (curator,) = session.execute(sql("SELECT curator FROM curation_items")).scalars()
    review = Review(item=opened["id"], revision=opened["revision"], curator=curator, **given)

    async def send():
        now = datetime.now(UTC)
        try:
            await store.run(lambda session: keep_review(session, review, now=now, undone_within=timedelta(hours=1)))
        except Refused:
            return False
        return True

    async def all_at_once():
        return await asyncio.gather(*(send() for _ in range(8)))

    assert sum(asyncio.run(all_at_once())) == 1
    assert stored(store, "SELECT count(*) FROM curation_messages") == [(1,)]


def test_a_store_that_is_away_is_told(office, store):
    opened = office.open(office.item())
    with store.engine.begin() as connection:
        connection.execute(sql("ALTER TABLE curation_labellings RENAME TO away"))
    asked = [
        office.ask("ans", "curation/queue"),
        office.claim(opened["id"]),
        office.review(opened),
        office.ask("ans", "curation/undo", {"item": opened["id"]}),
        office.ask("ans", "curation/checks", {"item": opened["id"], "text": "a", "entities": []}),
    ]
    assert {kind(answer) for answer in asked} == {(503, "store-unavailable")}
    with store.engine.begin() as connection:
        connection.execute(sql("ALTER TABLE away RENAME TO curation_labellings"))
    assert office.review(opened).status_code == 201
