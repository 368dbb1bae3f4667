"""The report of a run that is made up: what it says must be what happened."""

import json

from tests.soak.oracle import Outcome
from tests.soak.record import Event, Phase
from tests.soak.report import as_data, as_markdown, write
from tests.soak.run import Plan, Result


def made_up():
    result = Result(Plan(minutes=1.0, share=0.5), model="7", capacity=80.0, started=100.0, ended=160.0)
    result.accepted, result.with_text, result.exit_status = 3, 1, 0
    result.failures = {"StoreUnavailable api/store.py:7": 2}
    result.record.phases = [
        Phase("capacity", 90.0, ended=100.0),
        Phase("the store is killed", 100.0, healed=101.0, ended=130.0, recovery=0.25, notes=["seen"], memory=[70, 71]),
    ]
    result.record.events = [
        Event("assessment", 95.5, 0.010, Outcome.RIGHT, 200),
        Event("assessment", 100.5, 0.020, Outcome.RIGHT, 200, late=0.010),
        Event("assessment", 101.5, 0.001, Outcome.PROBLEM, 503),
        Event("feedback", 101.6, 0.500, Outcome.CUT),
    ]
    return result


def test_a_good_run_has_its_figures_on_the_page():
    page = as_markdown(made_up())
    assert "| assessment requests | 3 |" in page
    assert "| feedback accepted (of that with a text) | 3 (1) |" in page
    assert "| the store is killed | 3 | 1 assessment problem, 1 feedback cut | 30.0 | 30.0 | 0.2 s | seen; work" in page
    assert "| capacity | 1 | none | 10.0 | 10.0 |" in page
    assert "- 2 × `StoreUnavailable api/store.py:7`" in page
    assert "**Stuck**" not in page


def test_a_broken_promise_stands_on_the_page_and_is_counted():
    result = made_up()
    assert result.is_good
    result.record.stuck.append("the store is killed: not well within 60 s")
    result.record.wrong += ["assessment: another answer"] * 2
    assert not result.is_good
    page = as_markdown(result)
    assert "**Stuck**\n\n- the store is killed: not well within 60 s" in page
    assert "**Wrong**\n\n- 2 × assessment: another answer" in page


def test_both_forms_are_written_and_the_data_can_be_read_again(tmp_path):
    path = write(made_up(), tmp_path / "new")
    data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert path.read_text(encoding="utf-8").startswith("# Soak and faults, ")
    assert data["outcomes"] == {"right": 2, "problem": 1, "cut": 1}
    assert data["by_second"]["-5"] == {"right": 1}
    assert data["minutes"] == as_data(made_up())["minutes"] == 1.0
