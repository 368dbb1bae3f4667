"""Watching: what workers count is added up once, whatever the store does, and told without small counts."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from curating import Office, settings_of
from sqlalchemy import text

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.metrics import Metrics
from api.monitoring import Keeping, Tally, keeping
from api.monitoring.telling import told, told_list, told_share
from api.settings import Settings
from api.store import Database, StoreUnavailable
from api.store.daily_counts import Batch, Cell, Kind, add_batch, counts_between
from api.store.feedback import Entry, keep_feedback
from api.store.keys import add_key
from api.store.schema import upgrade
from classifier import Category, Draft, Verdict
from classifier.drift import BINS

SENTINEL = "zwaluwstaartkwast"
WARNS = f"mevr Yilmaz krijgt bijstand {SENTINEL}"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def store(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def office(store, models, stand_in, connect):
    scopes = {"ans": {Scope.CURATE}, "chat": {Scope.ASSESS, Scope.FEEDBACK}, "prometheus": {Scope.ADMIN}}
    made = {name: new_key(name, frozenset(allowed)) for name, allowed in scopes.items()}
    with store.session() as session:
        for key in made.values():
            add_key(session, key.record)
    keys = {name: key.text for name, key in made.items()}
    with connect(create_app(settings_of(store, models=models), stand_in)) as client:
        yield Office(client, keys)


@pytest.fixture
def assessment(stand_in):
    return stand_in.assess(Draft(text=WARNS))


def kept(store, **more):
    with store.session() as session:
        found = counts_between(session, TODAY - timedelta(days=400), TODAY, **more)
    return {(item.day, item.model_version, item.kind, item.category, item.value): item.count for item in found}


def put(store, day, *, version="7", scores=None, verdicts=None, levels=None):
    """Add what a worker counted on a day, so many days ago."""
    shared = (TODAY - timedelta(days=day), version, "1")
    counts = {Cell(*shared, Kind.VERDICT, "", name): count for name, count in (verdicts or {}).items()}
    for category in Category:
        counts |= {Cell(*shared, Kind.LEVEL, category, name): count for name, count in (levels or {}).items()}
        counts |= {Cell(*shared, Kind.SCORE, category, str(index)): count for index, count in (scores or {}).items()}
    with store.session() as session:
        add_batch(session, Batch(f"{day} {version}", 1, counts))


def objections(store, *, sent, not_sent, day=1, code="personal.sensitive_fact", version="7"):
    with store.session() as session:
        for number in range(sent + not_sent):
            action = "sent" if number < sent else "cancelled"
            keep_feedback(
                session, Entry(f"{code}{version}{day}{number}", action, "warn", "warn none none", (code,), version, "1")
            )
        session.execute(text("UPDATE feedback SET day = :day"), {"day": (TODAY - timedelta(days=day)).isoformat()})


# What a worker counts


def test_a_worker_counts_verdicts_levels_and_scores(assessment):
    tally = Tally()
    for _ in range(3):
        tally.count(assessment)
    batch = tally.batch()
    counts = {(cell.kind, cell.category, cell.value): count for cell, count in batch.counts.items()}
    assert counts == {
        ("verdict", "", "warn"): 3,
        ("level", "personal", "warn"): 3,
        ("level", "decision", "none"): 3,
        ("level", "confidential", "none"): 3,
        ("score", "personal", "19"): 3,
        ("score", "decision", "0"): 3,
        ("score", "confidential", "0"): 3,
    }
    assert {(cell.day, cell.model_version) for cell in batch.counts} == {(TODAY, "stand-in")}
    assert SENTINEL not in repr(batch)


def test_a_batch_stays_until_it_is_kept(assessment):
    tally = Tally()
    assert tally.batch() is None
    tally.count(assessment)
    first = tally.batch()
    tally.count(assessment)
    assert tally.batch() is first
    tally.kept(first)
    second = tally.batch()
    assert (second.number, second.worker) == (first.number + 1, first.worker)
    assert second.counts == first.counts
    tally.kept(second)
    assert tally.batch() is None


def test_counting_takes_no_time(assessment):
    """It takes 3 and 10 microseconds beside 6 milliseconds of an assessment; on a busy machine, a few times more."""
    tally, metrics = Tally(), Metrics()
    best = {}
    for name, count in (("tally", tally.count), ("metrics", metrics.count)):
        for _ in range(5):
            started = perf_counter()
            for _ in range(1000):
                count(assessment)
            best[name] = min(best.get(name, 1), (perf_counter() - started) / 1000)
    assert max(best.values()) < 100e-6, best


# What is kept


def test_what_workers_counted_is_added_up_once(store):
    cell = Cell(TODAY, "7", "1", Kind.VERDICT, "", "warn")
    batches = [Batch("a", 1, {cell: 2}), Batch("b", 1, {cell: 3}), Batch("a", 2, {cell: 4})]
    for batch in (batches[0], batches[0], batches[1], batches[2], batches[0], batches[2]):
        with store.session() as session:
            add_batch(session, batch)
    assert kept(store) == {(TODAY, "7", "verdict", "", "warn"): 9}


def test_a_batch_that_may_have_arrived_is_not_added_twice(store, assessment, monkeypatch):
    tally = Tally()
    keeper = Keeping(tally, store)
    run = store.run

    async def arrives_without_a_word(work):
        await run(work)
        raise StoreUnavailable("the store does not answer")

    tally.count(assessment)
    monkeypatch.setattr(store, "run", arrives_without_a_word)
    assert not asyncio.run(keeper.keep())
    tally.count(assessment)
    monkeypatch.setattr(store, "run", run)

    async def twice():
        assert await keeper.keep()
        assert await keeper.keep()
        assert not await keeper.keep()

    asyncio.run(twice())
    assert kept(store)[TODAY, "stand-in", "verdict", "", "warn"] == 2


def test_a_store_that_is_away_loses_nothing(store, assessment, caplog):
    tally = Tally()
    keeper = Keeping(tally, store)
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE daily_counts RENAME TO away"))
    for _ in range(3):
        tally.count(assessment)
        assert not asyncio.run(keeper.keep())
    assert len([record for record in caplog.records if record.message == "failure"]) == 1
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO daily_counts"))
    asyncio.run(keeper.stop())
    assert kept(store)[TODAY, "stand-in", "verdict", "", "warn"] == 3


def test_without_a_store_nothing_is_said(tmp_path, assessment, caplog):
    database = Database(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    tally = Tally()
    tally.count(assessment)
    asyncio.run(Keeping(tally, database).stop())
    assert not database.is_there
    assert not caplog.records


def test_who_ends_does_not_wait_for_a_store_that_hangs(store, assessment, monkeypatch):
    async def hangs(work):
        await asyncio.sleep(60)

    monkeypatch.setattr(store, "run", hangs)
    monkeypatch.setattr(keeping, "_LAST_WITHIN", 0.05)
    tally = Tally()
    tally.count(assessment)
    started = perf_counter()
    asyncio.run(Keeping(tally, store).stop())
    assert perf_counter() - started < 5


def test_counts_are_kept_now_and_again(store, assessment, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT_EVERY", 0.01)
    tally = Tally()
    tally.count(assessment)

    async def wait():
        keeper = Keeping(tally, store)
        await keeper.start()
        with suppress(TimeoutError):
            async with asyncio.timeout(20):
                while not kept(store):
                    await asyncio.sleep(0.02)
        found = kept(store)
        await keeper.stop()
        return found

    assert asyncio.run(wait())[TODAY, "stand-in", "verdict", "", "warn"] == 1


def test_who_assesses_without_a_pause_writes_no_more_often(store, assessment, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT_EVERY", 0.2)
    tally, rounds = Tally(), []
    tally.count(assessment)

    async def run(_):
        rounds.append(len(rounds))
        if len(rounds) < 50:
            tally.count(assessment)

    monkeypatch.setattr(store, "run", run)

    async def wait():
        keeper = Keeping(tally, store)
        await keeper.start()
        await asyncio.sleep(0.5)
        found = len(rounds)
        await keeper.stop()
        return found

    assert asyncio.run(wait()) in {1, 2}


def test_a_service_keeps_what_it_counted_when_it_ends(store, models, stand_in, connect, tmp_path):
    made = new_key("chat", frozenset({Scope.ASSESS}))
    with store.session() as session:
        add_key(session, made.record)
    with connect(create_app(settings_of(store, models=models), stand_in)) as client:
        headers = {"X-API-Key": made.text}
        for _ in range(2):
            assert client.post("/v1/assessments", json={"text": WARNS}, headers=headers).status_code == 200
        drafts = {"drafts": [{"text": "lunch"}, {"text": WARNS}]}
        assert client.post("/v1/assessment-batches", json=drafts, headers=headers).status_code == 200
        assert kept(store) == {}
    counts = kept(store)
    assert counts[TODAY, "stand-in", "verdict", "", "warn"] == 3
    assert counts[TODAY, "stand-in", "verdict", "", "none"] == 1
    assert sum(count for (*_, kind, _, _), count in counts.items() if kind == "score") == 4 * len(Category)
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SENTINEL.encode() not in content


# What is told


def test_small_counts_are_not_told_nor_what_gives_them_away():
    assert told({"a": 100, "b": 20, "c": 3}) == {"a": 100, "b": None, "c": None}
    assert told({"a": 100, "b": 4, "c": 1}) == {"a": 100, "b": None, "c": None}
    assert told({"a": 100, "b": 20, "c": 0}) == {"a": 100, "b": 20, "c": 0}
    assert told({"a": 100, "b": 3, "c": 0}) == {"a": None, "b": None, "c": 0}
    assert told({"a": 4}) == {"a": None}
    assert told_list([7, 0, 9, 4, 5]) == [7, 0, 9, None, None]


def test_a_share_that_would_tell_a_small_count_is_told_as_an_interval():
    sent, share, (low, high) = told_share(10, 40)
    assert (sent, share) == (10, 0.25)
    assert low == pytest.approx(0.142, abs=0.001)  # Wilson's interval of 10 of 40
    assert high == pytest.approx(0.402, abs=0.001)
    assert told_share(2, 4) == (None, None, None)
    few = [told_share(hits, 40) for hits in range(5)]
    assert few == [few[0]] * 5
    assert few[0][:2] == (None, None)
    assert few[0][2][0] == pytest.approx(0)
    assert few[0][2][1] == pytest.approx(0.231, abs=0.001)  # the upper end of 4 of 40
    many = [told_share(hits, 40) for hits in range(36, 41)]
    assert many == [many[0]] * 5
    assert many[0][2] == pytest.approx((1 - few[0][2][1], 1))
    assert told_share(3, 6)[2] == pytest.approx((0, 1))


def test_the_report_has_periods_by_version(office, store):
    put(store, 0, verdicts={"none": 1000})  # today is not over
    put(store, 1, verdicts={"none": 90, "warn": 30, "notice": 20, "unchecked": 10}, levels={"none": 50, "warn": 7})
    put(store, 7, verdicts={"none": 10}, scores={0: 10, 1: 6})
    put(store, 8, verdicts={"none": 40}, version="6")
    put(store, 12 * 7, verdicts={"none": 50})
    put(store, 12 * 7 + 1, verdicts={"none": 50})
    answer = office.ask("ans", "monitoring")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["days"], told["least"], told["least_scores"], told["model_version"]) == (7, 5, 200, "7")
    assert told["until"] == (TODAY - timedelta(days=1)).isoformat()
    assert told["since"] == (TODAY - timedelta(days=84)).isoformat()
    first, before, last = told["periods"]
    assert [item["model_version"] for item in (first, before, last)] == ["7", "6", "7"]
    assert last["verdicts"] == {"none": 100, "warn": 30, "notice": 20, "unchecked": 10}
    assert last["levels"]["decision"] == {"none": 50, "warn": 7, "notice": 0, "unchecked": 0}
    assert last["scores"]["personal"] == [10, 6, *[0] * (BINS - 2)]
    assert (last["since"], last["until"]) == ((TODAY - timedelta(days=7)).isoformat(), told["until"])
    assert set(before["verdicts"]) == set(Verdict)


def test_days_of_a_period_can_be_chosen(office, store):
    put(store, 1, verdicts={"none": 50})
    put(store, 2, verdicts={"none": 60})
    put(store, 13, verdicts={"none": 70})
    told = office.ask("ans", "monitoring?days=1").json()
    assert [item["since"] == item["until"] for item in told["periods"]] == [True, True]
    assert [item["verdicts"]["none"] for item in told["periods"]] == [60, 50]


@pytest.mark.parametrize(
    ("days", "code"), [("0", "range"), ("29", "range"), ("a", "type"), ("", "type"), ("7.5", "type"), ("1e1", "type")]
)
def test_days_that_cannot_be_are_refused(office, days, code):
    answer = office.ask("ans", f"monitoring?days={days}")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["in"], error["location"]["pointer"], error["code"]) == ("query", "/days", code)


def test_overrides_are_told_by_warning_and_version(office, store):
    objections(store, sent=12, not_sent=28)
    objections(store, sent=3, not_sent=1, code="decision.former")
    objections(store, sent=2, not_sent=30, version="6")
    told = {
        (item["warning"], item["model_version"]): item for item in office.ask("ans", "monitoring").json()["overrides"]
    }
    whole = told["personal.sensitive_fact", "7"]
    assert (whole["feedback"], whole["sent"], whole["share"]) == (40, 12, 0.3)
    assert whole["title"] == "Dit gaat over iemands privéleven"
    assert whole["interval"] == pytest.approx([0.181, 0.454], abs=0.001)
    assert told["decision.former", "7"] == {
        "model_version": "7",
        "warning": "decision.former",
        "title": None,
        "feedback": None,
        "sent": None,
        "share": None,
        "interval": None,
    }
    few = told["personal.sensitive_fact", "6"]
    assert (few["feedback"], few["sent"], few["share"], few["interval"][0]) == (32, None, None, 0)


def test_feedback_of_today_is_told_tomorrow(office, store):
    objections(store, sent=12, not_sent=28, day=0)
    assert office.ask("ans", "monitoring").json()["overrides"] == []


MEASURES = ("psi", "by_chance", "jensen_shannon")
USUAL = {0: 60, 5: 15, 12: 10, 19: 15}
MORE = {0: 40, 5: 15, 12: 15, 19: 30}


def weeks(store, now, *, first=30, version="7"):
    """A version that began so many days ago, with the usual scores in its first whole week."""
    put(store, first, scores={0: 6}, version=version)
    for day in range(first - 7, first):
        put(store, day, scores=USUAL, version=version)
    for day in range(1, 8):
        put(store, day, scores=now, version=version)


def test_a_shift_is_told(office, store):
    weeks(store, MORE)
    told = office.ask("ans", "monitoring").json()["drift"]
    assert [(item["category"], item["change"]) for item in told] == [(category, "some") for category in Category]
    (first, *_) = told
    assert first["psi"] > max(0.1, first["by_chance"])
    assert first["reference"]["kind"] == "first_week"
    assert first["reference"]["since"] == (TODAY - timedelta(days=29)).isoformat()
    assert first["reference"]["until"] == (TODAY - timedelta(days=23)).isoformat()
    assert first["reference"]["scores"][0] == 7 * 60
    assert first["scores"][0] == 7 * 40


def test_what_stays_as_it_was_is_not_told_as_a_shift(office, store):
    weeks(store, {index: 2 * count for index, count in USUAL.items()})
    told = office.ask("ans", "monitoring").json()["drift"]
    assert {item["change"] for item in told} == {"little"}
    assert max(item["psi"] for item in told) == 0


def test_a_first_week_that_is_not_over_is_no_reference(office, store):
    weeks(store, USUAL, first=14)
    assert office.ask("ans", "monitoring").json()["drift"] == []


def test_few_scores_say_nothing(office, store):
    weeks(store, {0: 5})
    told = office.ask("ans", "monitoring").json()["drift"]
    assert {item["change"] for item in told} == {"unknown"}
    assert {item[name] for item in told for name in MEASURES} == {None}  # they would tell how few, and where


def test_a_measure_gives_no_count_away(office, store):
    weeks(store, MORE)
    measures = [item[name] for item in office.ask("ans", "monitoring").json()["drift"] for name in MEASURES]
    assert any(measures)
    assert measures == [round(value, 2) for value in measures]


def test_a_version_is_compared_with_what_it_was_measured_on(office, store):
    put(store, 1, scores={index: 10 * count for index, count in MORE.items()})
    put(store, 1, scores={index: 10 * count for index, count in MORE.items()}, version="6")
    measured = [USUAL.get(index, 0) * 10 for index in range(BINS)]
    card = office.client.app.state.card
    scores = {"personal": measured, "decision": measured[1:], "confidential": "nonsense"}
    office.client.app.state.card = card.model_copy(update={"metrics": {"scores": scores}})
    (told,) = office.ask("ans", "monitoring").json()["drift"]
    assert (told["model_version"], told["category"], told["change"]) == ("7", "personal", "some")
    assert told["reference"] == {"kind": "measured", "since": None, "until": None, "scores": measured}


def test_an_empty_store_is_told_as_such(office):
    told = office.ask("ans", "monitoring").json()
    assert (told["periods"], told["overrides"], told["drift"]) == ([], [], [])


def test_a_store_that_is_away_is_said(office, store):
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE daily_counts RENAME TO away"))
    answer = office.ask("ans", "monitoring")
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (503, "store-unavailable")


def test_only_curators_may_ask(office, settings, stand_in, connect, store, models):
    assert office.ask("chat", "monitoring").status_code == 403
    assert office.ask("prometheus", "monitoring").status_code == 403
    assert office.client.get("/v1/monitoring").status_code == 401
    with connect(create_app(settings, stand_in)) as client:
        assert client.get("/v1/monitoring").status_code == 401
    closed = Settings(**{**settings_of(store, models=models).model_dump(), "curate": False})
    with connect(create_app(closed, stand_in)) as client:
        assert client.get("/v1/monitoring", headers={"X-API-Key": office.keys["ans"]}).status_code == 404


def test_nobody_stands_in_the_tables(store):
    with store.engine.connect() as connection:
        columns = {
            row.name
            for table in ("daily_counts", "counting_workers")
            for row in connection.execute(text(f"PRAGMA table_info({table})"))
        }
    assert columns == {
        *("day", "model_version", "policy_version", "kind", "category", "value", "count"),
        *("id", "batch"),
    }
