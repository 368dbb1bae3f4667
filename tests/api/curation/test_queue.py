"""The queue: what waits, the most useful first, read when nobody else needs the model, and kept as numbers only."""

import gc
from datetime import UTC, datetime, timedelta

import pytest
from curating import DRAFT, Office, record, settings_of
from sqlalchemy import text as sql

from api.app import create_app
from api.curation import queue
from api.secrets import new_secret
from classifier.training import usefulness

CALM = "de vergadering is om drie uur in de kantine"


def test_an_item_tells_what_is_known_of_it_and_nothing_of_the_text(office):
    office.object(
        reason="warning_wrong",
        comment="dit is een bekend geval",
        levels={"personal": "none", "decision": "none", "confidential": "notice"},
    )
    answer = office.ask("ans", "curation/queue")
    (item,) = answer.json()["items"]
    expires = datetime.fromisoformat(item.pop("expires"))
    assert timedelta(days=29) < expires - datetime.now(UTC) <= timedelta(days=30)
    assert item.pop("id")
    why = item.pop("why")
    assert why["disagreement"] == 1.0
    assert 0 < item.pop("usefulness") <= 1
    assert item == {
        "day": datetime.now(UTC).date().isoformat(),
        "state": "waiting",
        "verdict": "warn",
        "levels": {"personal": "warn", "decision": "none", "confidential": "none"},
        "corrected": {"personal": "none", "decision": "none", "confidential": "notice"},
        "action": "sent",
        "reason": "warning_wrong",
        "right": False,
    }
    for word in ("Yilmaz", "bijstand", "bekend"):
        assert word not in answer.text


def test_what_teaches_most_stands_first(office):
    levels = {"personal": "none", "decision": "none", "confidential": "none"}
    office.object(CALM, right=True)
    office.object(levels=levels)
    office.object(f"{DRAFT} vandaag", right=True)
    items = office.items()
    assert items[0]["why"]["disagreement"] == 1.0
    found = [item["usefulness"] for item in items]
    assert found == sorted(found, reverse=True)


def test_who_only_says_that_the_warning_was_wrong_disagrees(office):
    office.object(right=None, reason="warning_wrong")
    (item,) = office.items()
    assert item["why"]["disagreement"] > 0.5


def test_a_writer_whom_the_model_gives_right_by_now_does_not_disagree(office):
    office.object(levels={"personal": "warn", "decision": "none", "confidential": "none"})
    (item,) = office.items()
    assert item["why"]["disagreement"] == 0


def test_many_texts_are_ranked_a_part_at_a_time(office, monkeypatch):
    monkeypatch.setattr(queue, "RANKED_TOGETHER", 2)
    sizes, plain = [], usefulness.rank

    def rank(candidates, **more):
        sizes.append(len(candidates))
        return plain(candidates, **more)

    monkeypatch.setattr(usefulness, "rank", rank)
    for number in range(5):
        office.object(f"{DRAFT} {number}")
    assert all(item["usefulness"] > 0 for item in office.items())
    assert sizes[-3:] == [2, 2, 1]


def test_feedback_without_a_text_is_none_of_it(office):
    for more in ({"text": None}, {"text": None, "comment": "klopt niet"}):
        office.object(**more)
    assert office.queue() == {
        "items": [],
        "counts": dict.fromkeys(("waiting", "second", "differs", "accepted", "dismissed", "unread"), 0),
    }


def test_what_expired_is_not_told_before_it_is_forgotten(office, store):
    office.object()
    with store.session() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        session.execute(sql("UPDATE feedback SET expires = :past"), {"past": past})
    assert office.queue()["counts"]["waiting"] == 0
    assert office.items() == []


def test_states_are_counted_also_those_that_the_caller_does_not_see(office):
    one, other = office.item(), office.item()
    office.review(office.open(one), second=True)
    office.review(office.open(other), outcome="dismissed")
    counts = office.queue()["counts"]
    assert (counts["waiting"], counts["second"], counts["dismissed"]) == (0, 1, 1)
    assert office.items() == []
    assert [item["state"] for item in office.items("bo")] == ["second"]


@pytest.fixture
def counting(stand_in, monkeypatch):
    """How many texts the model has read."""
    read = []
    plain = stand_in.decide

    def decide(draft):
        read.append(1)
        return plain(draft)

    monkeypatch.setattr(stand_in, "decide", decide)
    return read


def test_a_text_is_read_once_whoever_asks(office, counting):
    for _ in range(3):
        office.object()
    before = len(counting)
    for who in ("ans", "bo", "ans"):
        office.queue(who)
    assert len(counting) == before + 3
    office.review(office.open(office.items()[0]["id"]), second=True)
    before = len(counting)
    for who in ("ans", "bo", "ans"):
        office.queue(who)
    assert len(counting) == before


def test_a_text_that_changed_is_read_again(office, counting):
    assessment = office.object()
    office.queue()
    office.object(assessment=assessment, text=f"{DRAFT} nu")
    before = len(counting)
    assert office.queue()["counts"]["unread"] == 0
    assert len(counting) == before + 1


def test_another_model_reads_all_of_it_again(office, counting):
    office.object()
    office.queue()
    assessor = office.client.app.state.assessor
    before = len(counting)
    plain = assessor.classifier
    assessor.classifier = type(plain)()
    office.queue()
    assert len(counting) == before  # the other one has read it
    assessor.classifier = plain
    office.queue()
    assert len(counting) == before + 1


def test_what_there_was_no_time_for_is_told_and_read_at_the_next_request(office, monkeypatch):
    for _ in range(3):
        office.object()
    monkeypatch.setattr(queue, "READ_SECONDS", 0.0)
    answer = office.queue()
    assert answer["counts"]["unread"] == 3
    assert [item["usefulness"] for item in answer["items"]] == [0, 0, 0]
    monkeypatch.setattr(queue, "READ_SECONDS", 5.0)
    answer = office.queue()
    assert answer["counts"]["unread"] == 0
    assert all(item["usefulness"] > 0 for item in answer["items"])


def test_a_text_that_the_model_fails_on_hides_no_other(office, stand_in, monkeypatch, caplog):
    office.object()
    office.object(CALM)
    plain = stand_in.decide

    def fail(draft):
        if draft.text == CALM:
            raise RuntimeError(f"cannot read {draft.text}")
        return plain(draft)

    monkeypatch.setattr(stand_in, "decide", fail)
    answer = office.queue()
    assert len(answer["items"]) == 2
    assert answer["counts"]["unread"] == 0
    assert any("RuntimeError" in str(vars(line)) for line in caplog.records)
    assert CALM not in caplog.text
    assert all(CALM not in str(vars(line)) for line in caplog.records)


def test_reading_is_no_assessment(office):
    office.object()
    metric = 'berichtwacht_assessments_total{verdict="warn"}'

    def counted():
        lines = office.client.get("/metrics", headers={"X-API-Key": office.keys["all"]}).text.splitlines()
        return [line for line in lines if line.startswith(metric)]

    before = counted()
    assert before
    office.open(office.items()[0]["id"])
    assert counted() == before


def test_no_text_stays_in_memory(office):
    needle = "".join(reversed("kuelrevtsaawz"))  # the word stands in no constant of this module
    assert not kept(needle)
    office.object(f"{DRAFT} {needle} nu", comment=f"{needle} ook")
    opened = office.open(office.items()[0]["id"])
    given = record(f"{record()['text']} {needle}")
    assert office.review(opened, given=given).status_code == 201
    office.queue()
    del opened, given
    assert kept(needle) == []
    control = [f"{needle} in a list"]
    assert kept(needle) == control


def kept(needle):
    """Return what the objects of this process refer to that holds ``needle``, but itself."""
    gc.collect()
    found = {id(item): item for thing in gc.get_objects() for item in gc.get_referents(thing) if type(item) is str}
    return [item for item in found.values() if item is not needle and needle in item]


@pytest.mark.parametrize("secret", [None, new_secret()])
def test_texts_that_no_key_opens_are_not_told(office, store, keys, models, stand_in, connect, secret):
    office.object()
    given = settings_of(store, models=models, secret_keys=secret or (), development=secret is None)
    with connect(create_app(given, stand_in)) as client:
        other = Office(client, keys)
        item = other.items()[0]["id"]
        answer = other.claim(item)
        assert answer.status_code == 404
        assert "secret keys" in answer.json()["detail"]
    assert office.claim(item).status_code in {200, 409}
