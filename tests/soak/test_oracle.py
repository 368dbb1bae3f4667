"""What judges the run must itself be right: each kind of fault that it looks for is shown to it once."""

import base64
import dataclasses
import json
import time

import httpx
import pytest

from api.secrets import Seal, new_secret, read_secret
from tests.soak.clock import written_at
from tests.soak.drafts import Answer, Question, Situation
from tests.soak.expectations import disappointed
from tests.soak.leaks import search_directory, windows
from tests.soak.oracle import Outcome, judge_assessment, judge_problem, judged
from tests.soak.promises import Promise, Row, Said, Shown, broken
from tests.soak.record import Event, Phase, Record, by_second, percentile, seconds_until_well

WARNS = Answer("warn", ("warn", "none", "none"), ("personal.name",), (("PERSON", 0, 3),), ())
BY_RULES = Answer("unchecked", (None, None, None), (), (), ("encoder", "scores"))
QUESTION = Question({"text": "Jan"}, {Situation("7", "p"): WARNS, Situation("none", "p"): BY_RULES})
WORD = "quastelorium"


def answered(answer, model="7", **changed):
    names = ("personal", "decision", "confidential")
    return {
        "verdict": answer.verdict,
        "categories": {name: {"level": level} for name, level in zip(names, answer.levels, strict=True)},
        "warnings": [{"code": code} for code in answer.warnings],
        "findings": [{"entity": entity, "start": start, "end": end} for entity, start, end in answer.found],
        "degraded": list(answer.degraded),
        "model_version": model,
        "policy_version": "p",
    } | changed


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (answered(WARNS), Outcome.RIGHT),
        (answered(BY_RULES, "none"), Outcome.DEGRADED),
        (answered(BY_RULES, "none", verdict="none"), Outcome.WRONG),
        (answered(BY_RULES), Outcome.WRONG),
        (answered(WARNS, verdict="none"), Outcome.WRONG),
        (answered(WARNS, warnings=[]), Outcome.WRONG),
        (answered(WARNS, findings=[{"entity": "PERSON", "start": 1, "end": 3}]), Outcome.WRONG),
        (answered(WARNS, policy_version="another"), Outcome.WRONG),
        ({}, Outcome.WRONG),
    ],
)
def test_an_answer_is_right_only_when_it_is_the_expected_one(data, outcome):
    assert judge_assessment(data, QUESTION)[0] is outcome


PROBLEM = {"content-type": "application/problem+json"}


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (503, PROBLEM | {"retry-after": "1"}, Outcome.PROBLEM),
        (429, PROBLEM | {"retry-after": "1"}, Outcome.PROBLEM),
        (503, PROBLEM, Outcome.WRONG),
        (503, {"retry-after": "1"}, Outcome.WRONG),
        (500, PROBLEM | {"retry-after": "1"}, Outcome.WRONG),
        (400, PROBLEM, Outcome.WRONG),
    ],
)
def test_a_problem_must_say_when_to_ask_again(status, headers, outcome):
    assert judge_problem(httpx.Response(status, headers=headers, content=b"{}"))[0] is outcome


@pytest.mark.parametrize(
    ("content", "headers", "judge"),
    [
        (b'{"verdict": "wa', {}, lambda response: judge_assessment(response.json(), QUESTION)),
        (b"[]", {}, lambda response: judge_assessment(response.json(), QUESTION)),
        (b"{}", {}, lambda response: response.json()["results"]),
        (b"not JSON", PROBLEM, judge_problem),
        (b"[]", PROBLEM, judge_problem),
    ],
)
def test_an_answer_that_cannot_be_read_is_wrong(content, headers, judge):
    assert judged(httpx.Response(400, headers=headers, content=content), judge)[0] is Outcome.WRONG


SECRET = new_secret()
SHOWN = Shown("warn", "warn none none", frozenset({"personal.name"}), "7", "p")


def promise(*said):
    receipt = Seal([read_secret(SECRET)], "receipt").close(json.dumps(["a1"]).encode()).decode()
    return Promise(receipt, SHOWN, [Said(action, None, is_accepted) for action, is_accepted in said])


@pytest.mark.parametrize(
    ("said", "rows", "count"),
    [
        ([("sent", True)], ["sent"], 0),
        ([("sent", True)], [], 1),
        ([("sent", True)], ["sent", "sent"], 1),
        ([("sent", True)], ["edited"], 1),
        ([("sent", False)], [], 0),
        ([("sent", False)], ["sent"], 0),
        ([("sent", True), ("edited", True)], ["sent"], 1),
        ([("sent", True), ("edited", False)], ["edited"], 0),
    ],
)
def test_what_was_accepted_last_must_be_there_once(said, rows, count):
    assert len(broken([promise(*said)], [Row("a1", action, None, SHOWN) for action in rows], SECRET)) == count


def test_a_receipt_tells_what_the_clock_said():
    assert written_at(promise().receipt) == pytest.approx(time.time(), abs=2)


def test_feedback_that_nobody_gave_is_told():
    assert broken([], [Row("a2", "sent", None, SHOWN)], SECRET) == ["feedback in the store that nobody gave"]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "another"},
        {"comment": "another"},
        {"reason": "urgent"},
        {"right": True},
        {"corrected": "none none none"},
        {"shown": dataclasses.replace(SHOWN, verdict="none")},
        {"shown": dataclasses.replace(SHOWN, warnings=frozenset())},
        {"shown": dataclasses.replace(SHOWN, policy_version="another")},
    ],
)
def test_what_is_kept_must_be_what_was_sent(other):
    kept = Row("a1", "sent", None, SHOWN)
    assert not broken([promise(("sent", True))], [kept], SECRET)
    assert len(broken([promise(("sent", True))], [dataclasses.replace(kept, **other)], SECRET)) == 1


def test_a_promise_knows_what_was_shown():
    assert Promise.on(answered(WARNS, id="receipt")) == Promise("receipt", SHOWN)


def events(*moments):
    return [Event("assessment", sent, 0.1, outcome) for sent, outcome in moments]


def test_all_is_well_after_the_last_fault_and_a_second_without():
    right = [(10 + tenth / 10, Outcome.RIGHT) for tenth in range(50)]
    assert seconds_until_well(events(*right), [], since=10, now=15) == 0
    later = events(*right, (12.25, Outcome.CUT), (12.95, Outcome.DEGRADED))
    assert seconds_until_well(later, [], since=12, now=15) == pytest.approx(0.95)
    assert seconds_until_well(later, [14.5], since=12, now=15) == pytest.approx(0.95)
    assert seconds_until_well(later, [13.5], since=12, now=15) is None
    assert seconds_until_well(later, [], since=12, now=13.9) is None
    assert seconds_until_well([], [], since=10, now=15) is None


SITUATIONS = {
    "original": Situation("7", "p"),
    "changed": Situation("7", "q"),
    "original, without a model": Situation("none", "p"),
}


def course(*phases, sent=110.0, by=("original",), outcomes=(Outcome.RIGHT,)):
    record = Record()
    record.phases = list(phases)
    situations = frozenset(SITUATIONS[name] for name in by)
    record.events = [Event("assessment", sent, 0.1, outcome, situations=situations) for outcome in outcomes]
    return disappointed(record, SITUATIONS)


def test_a_model_or_policy_may_answer_only_in_its_own_phase():
    broken_policy = Phase("other policy", 100, frozenset({"changed"}), ended=120)
    quiet = Phase("quiet", 120, ended=140)
    assert course(broken_policy, quiet, by=["changed"]) == []
    assert course(broken_policy, quiet, by=["changed"], sent=121) == []  # begun shortly after
    assert len(course(broken_policy, quiet, by=["changed"], sent=123)) == 1
    assert len(course(broken_policy, quiet, by=["original, without a model"])) == 1
    assert len(course(broken_policy, quiet, by=["original", "original, without a model"])) == 1


def test_what_is_promised_to_be_answered_must_be():
    store_away = Phase("store away", 100, is_answered=True, ended=120)
    assert course(store_away, outcomes=[Outcome.RIGHT] * 96 + [Outcome.PROBLEM] * 4) == []
    assert len(course(store_away, outcomes=[Outcome.RIGHT] * 94 + [Outcome.PROBLEM] * 6)) == 1
    assert len(course(store_away, outcomes=[Outcome.DEGRADED])) == 1
    assert len(course(store_away, outcomes=[])) == 1
    assert course(Phase("all killed", 100, ended=120), outcomes=[Outcome.CUT]) == []
    cut_by_the_next = course(store_away, sent=119.95, outcomes=[Outcome.CUT])
    assert cut_by_the_next == course(store_away, outcomes=[])


def test_a_fault_must_be_seen():
    phase = Phase(
        "no models", 100, frozenset({"original, without a model"}), shows="original, without a model", ended=120
    )
    assert course(phase, by=["original, without a model"]) == []
    assert len(course(phase)) == 1


def test_times_are_those_of_right_assessments_from_when_they_were_due():
    told = [Event("assessment", 10, 0.1, Outcome.RIGHT, 200, late=0.2)]
    told += [Event("assessment", 10, 0.001, Outcome.PROBLEM, 503), Event("batch", 10, 9, Outcome.RIGHT, 200)]
    assert percentile(told, 0.5) == pytest.approx(300)
    assert percentile(told[1:], 0.5) is None


def test_a_request_from_before_the_start_has_a_second_of_its_own():
    assert by_second(events((9.9, Outcome.RIGHT), (10.1, Outcome.CUT)), 10) == {-1: {"right": 1}, 0: {"cut": 1}}


@pytest.mark.parametrize("shift", range(6))
def test_the_search_finds_a_word_in_every_form(tmp_path, shift):
    text = f"{'x' * shift}{WORD}, en meer"
    forms = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
    forms += [base64.b64encode(text.encode()), text.encode().hex().encode(), text.upper().encode()]
    for number, form in enumerate(forms):
        (tmp_path / str(number)).write_bytes(b"\0" * ((1 << 20) - 5) + form)  # over the end of a block
    (tmp_path / "clean").write_text("kwast")
    assert search_directory(tmp_path, WORD) == [str(number) for number in range(len(forms))]
    assert all(len(window) >= len(WORD) for window in windows(WORD))
