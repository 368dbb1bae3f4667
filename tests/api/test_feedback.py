"""Feedback: kept without anybody's name, its texts sealed, gone in time."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text as sql

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.assessments.receipts import LASTS
from api.feedback import box
from api.secrets import RECEIPT_VARIABLE, Seal, new_secret, read_secret
from api.settings import Settings
from api.store import Database
from api.store.feedback import sealed_texts
from api.store.keys import add_key
from api.store.schema import upgrade

SENTINEL = "zwaluwstaartkwast"
WARNS = "mevr Yilmaz krijgt bijstand"
SECRET = new_secret()


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def key(store):
    made = new_key("chat", frozenset(Scope))
    with store.session() as session:
        add_key(session, made.record)
    return made.text


@pytest.fixture
def settings(store, models):
    return Settings(
        models=models, store=str(store.url), secret_keys=f"{SECRET},{new_secret()}", allowed_hosts="localhost"
    )


@pytest.fixture
def client(settings, stand_in, connect, key):
    with connect(create_app(settings, stand_in)) as client:
        client.asynchronous.headers["X-API-Key"] = key
        yield client


def assess(client, text=WARNS):
    return client.post("/v1/assessments", json={"text": text}).json()["id"]


def give(client, assessment=None, **more):
    body = {"assessment": assessment or assess(client), "action": "sent"} | more
    return client.post("/v1/feedback", json=body)


def texts(store):
    seal = Seal([read_secret(SECRET)], "feedback")
    with store.session() as session:
        return [(seal.open(written), seal.open(comment)) for _, written, comment in sealed_texts(session)]


def test_sent_after_a_warning_is_answered_with_the_advice_to_keep(client):
    answer = give(client)
    assert answer.status_code == 201
    (reminder,) = answer.json()["reminders"]
    assert reminder["code"] == "sent_anyway.archive"
    assert reminder["clause"]["quote"]
    english = give(client, language="en").json()["reminders"][0]["message"]
    assert english.startswith("Keep a message that you send anyway")
    assert answer.json()["text_kept_until"] is None


@pytest.mark.parametrize("action", ["edited", "redirected", "cancelled"])
def test_other_actions_need_no_advice(client, action):
    assert give(client, action=action).json()["reminders"] == []


def test_what_was_fine_needs_no_advice(client):
    assert give(client, assess(client, "lunch om 12 uur")).json()["reminders"] == []


@pytest.mark.parametrize("identity", ["a", "x" * 300, "0" * 32, "gAAAAABn" + "A" * 200, "€", "\x00"])
def test_an_id_that_is_none_is_refused(client, identity):
    answer = give(client, identity)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["location"]["pointer"] == "/assessment"
    assert identity not in answer.text or len(identity) == 1


def test_an_id_of_another_service_is_refused(client, settings, stand_in, connect, key):
    other = settings.model_copy(update={"secret_keys": Settings(secret_keys=new_secret()).secret_keys})
    with connect(create_app(other, stand_in)) as elsewhere:
        elsewhere.asynchronous.headers["X-API-Key"] = key
        identity = assess(elsewhere)
        assert give(elsewhere, identity).status_code == 201
    assert give(client, identity).status_code == 400


def test_an_id_lasts_a_week_and_a_key_can_be_changed(settings):
    seal = Seal([read_secret(SECRET)], "receipt")
    fernet = seal._fernet
    week_ago = int(datetime.now(UTC).timestamp()) - LASTS
    assert seal.open(fernet.encrypt_at_time(b"x", week_ago + 60), seconds=LASTS) == b"x"
    assert seal.open(fernet.encrypt_at_time(b"x", week_ago - 60), seconds=LASTS) is None
    tomorrow = week_ago + LASTS + 24 * 3600  # the clock was set back after it had been given out
    assert seal.open(fernet.encrypt_at_time(b"x", tomorrow), seconds=LASTS) == b"x"
    assert Seal([read_secret(new_secret()), read_secret(SECRET)], "receipt").open(seal.close(b"x")) == b"x"
    assert Seal([read_secret(SECRET)], "feedback").open(seal.close(b"x")) is None


def test_an_id_says_nothing_to_others(client):
    identity = assess(client)
    assert not [word for word in ("warn", "personal", "Yilmaz", "stand-in") if word in identity]
    assert assess(client) != identity


def test_a_text_is_kept_only_when_it_is_sent_along_and_then_sealed(client, store):
    give(client, action="edited")
    assert texts(store) == []
    answer = give(client, text=f"{WARNS} {SENTINEL}", comment=f"omdat {SENTINEL}", reason="other", right=False)
    days = datetime.fromisoformat(answer.json()["text_kept_until"]).date() - datetime.now(UTC).date()
    assert days == timedelta(days=30)
    assert texts(store) == [(f"{WARNS} {SENTINEL}".encode(), f"omdat {SENTINEL}".encode())]


@pytest.mark.parametrize("given", [{"text": SENTINEL}, {"comment": SENTINEL}, {"text": "", "comment": SENTINEL}])
@pytest.mark.parametrize("workers", [False, True])
def test_a_text_that_nobody_could_open_after_a_restart_is_refused(
    settings, stand_in, connect, key, store, given, workers, monkeypatch
):
    if workers:
        monkeypatch.setenv(RECEIPT_VARIABLE, new_secret())  # what a supervisor tells its workers
    without = Settings(development=True, models=settings.models, store=str(store.url))
    with connect(create_app(without, stand_in)) as client:
        client.asynchronous.headers["X-API-Key"] = key
        identity = assess(client)
        answer = give(client, identity, **given)
        assert answer.status_code == 400
        errors = answer.json()["errors"]
        assert [error["location"]["pointer"] for error in errors] == [f"/{name}" for name in given]
        assert {error["detail"] for error in errors} == {"is kept only where secret keys are configured"}
        assert SENTINEL not in answer.text
        assert client.get("/v1/feedback/counts").json()["counts"] == []
        assert give(client, identity, reason="urgent").status_code == 201
    assert texts(store) == []


def test_no_file_of_the_store_holds_a_draft(client, store, tmp_path):
    give(client, assess(client, f"{WARNS} {SENTINEL}"), text=f"{WARNS} {SENTINEL}", comment=SENTINEL)
    store.close()
    files = list(tmp_path.rglob("*"))
    assert files
    for path in files:
        if path.is_file():
            assert SENTINEL.encode() not in path.read_bytes(), path


def test_a_text_is_forgotten_when_its_time_is_over(client, store, monkeypatch):
    give(client, text=SENTINEL)
    with store.session() as session:
        session.execute(sql("UPDATE feedback SET expires = :then"), {"then": datetime.now(UTC) - timedelta(minutes=1)})
    assert texts(store) == []


def test_forgetting_runs_by_itself(settings, stand_in, connect, key, store, monkeypatch):
    monkeypatch.setattr(box, "FORGOTTEN_EVERY", 0.05)
    with connect(create_app(settings, stand_in)) as client:
        client.asynchronous.headers["X-API-Key"] = key
        give(client, text=SENTINEL)
        with store.session() as session:
            past = datetime.now(UTC) - timedelta(minutes=1)
            session.execute(sql("UPDATE feedback SET expires = :then"), {"then": past})
        for _ in range(200):
            client.get("/health/live")
            with store.session() as session:
                left = session.execute(sql("SELECT count(*) FROM feedback WHERE text IS NOT NULL")).scalar()
            if left == 0:
                break
    assert left == 0


def test_feedback_said_again_counts_once(client):
    identity = assess(client)
    for action in ("sent", "edited", "cancelled"):
        assert give(client, identity, action=action).status_code == 201
    told = client.get("/v1/feedback/counts").json()
    assert [count["action"] for count in told["counts"]] == ["cancelled"]


def test_counts_are_told_from_five_upward(client):
    for _ in range(4):
        give(client)
    (count,) = client.get("/v1/feedback/counts").json()["counts"]
    assert count["count"] is None
    give(client)
    (count,) = client.get("/v1/feedback/counts").json()["counts"]
    assert (count["count"], count["action"], count["model_version"]) == (5, "sent", "stand-in")
    assert count["warning"].startswith("personal.")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"action": "burned"}, "/action"),
        ({"action": None}, "/action"),
        ({"reason": "because"}, "/reason"),
        ({"right": "yes"}, "/right"),
        ({"levels": {"personal": "warn"}}, "/levels/decision"),
        ({"levels": {"personal": "warn", "decision": "loud", "confidential": "none"}}, "/levels/decision"),
        ({"text": "a" * 10_001}, "/text"),
        ({"comment": "a" * 501}, "/comment"),
        ({"user": "piet"}, ""),
        ({"language": "fy"}, "/language"),
    ],
)
def test_what_is_wrong_is_named(client, change, pointer):
    answer = give(client, **change)
    assert answer.status_code == 400
    assert pointer in [error["location"]["pointer"] for error in answer.json()["errors"]]


def test_nothing_is_kept_of_what_could_not_be_kept(client, store, settings):
    identity = assess(client)
    with store.engine.begin() as connection:
        connection.execute(sql("ALTER TABLE feedback_warnings RENAME TO away"))
    answer = give(client, identity, text=SENTINEL)
    assert answer.status_code == 503
    assert answer.json()["type"].endswith(":store-unavailable")
    assert answer.headers["retry-after"]
    with store.engine.begin() as connection:
        connection.execute(sql("ALTER TABLE away RENAME TO feedback_warnings"))
    assert texts(store) == []
    assert client.post("/v1/assessments", json={"text": WARNS}).status_code == 200
    assert give(client, identity, text=SENTINEL).status_code == 201


def test_feedback_reaches_no_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    give(client, text=SENTINEL, comment=SENTINEL)
    give(client, f"{SENTINEL}", text=SENTINEL)
    give(client, text=SENTINEL * 1000)
    assert SENTINEL not in caplog.text
