"""The page of a made-up run."""

import math

import pytest

from tests.bench.teams import page
from tests.bench.teams.activities import ALL_KINDS, KINDS
from tests.bench.teams.at_rate import SERVICE

TURNS = (SERVICE, *KINDS)


def rate(number):
    figures = {"p50": 20.0, "p99": 40.0, "longest": 60.0, "count": 30, "late": 0.1}
    figures |= {"app": 5.0, "service": 7.0, "waited": 3.0}
    each = {name: dict(figures) for name in TURNS}
    each[SERVICE] |= {"p50": 10.0, "p99": 20.0}
    return {
        "rate": number,
        "seconds": 3.0,
        "rounds": {name: [figures] for name in TURNS},
        "medians": each,
        "together": {name: dict(figures) for name in TURNS},
        "late": 0.1,
    }


@pytest.fixture
def result():
    speed = {"python": 20.0, "numpy": 30.0, "load": 1.5}
    machine = {"cores": 2, "processor": "P", "architecture": "A", "memory_gb": 8, "system": "S", "kernel": "K"}
    machine |= {"python": "3", "model": "7", "versions": {"microsoft-teams-apps": "2.1.1"}}
    state = dict.fromkeys(ALL_KINDS, 3_300.0)
    return {
        "date": "2026-01-02",
        "revision": "abc1234",
        "quick": False,
        "minutes": 3.0,
        "machine": machine,
        "before": speed,
        "between": speed,
        "after": speed | {"load": 2.5},
        "at_rate": {"words": 20, "rates": [rate(5), rate(50)]},
        "away": {"roster_seconds": 1.5, "rate": 8, "count": 8, "silent": dict(state), "gone": dict(state)},
        "start_up": {"median": 2.0, "seconds": [1.9, 2.0, 2.2]},
        "memory": {"start": 110.0, "end": 120.0},
    }


def test_every_promise_is_said_to_be_kept(result):
    assert [kept for *_, kept in page.targets(result)] == [True] * 4
    assert "**no**" not in page.page(result)


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (lambda result: result["at_rate"]["rates"][0]["together"]["open"].update(p99=1_001.0), 0),
        (lambda result: result["at_rate"]["rates"][1]["together"]["message"].update(p99=math.inf), 1),
        (lambda result: result["away"]["silent"].update(mention=5_000.0), 2),
        (lambda result: result["away"]["gone"].update(wrong=math.inf), 3),
    ],
)
def test_a_promise_that_is_not_kept_is_said(result, spoil, promise):
    spoil(result)
    assert [number for number, (*_, kept) in enumerate(page.targets(result)) if not kept] == [promise]
    assert page.page(result).count("**no**") == 1


def test_a_slow_service_is_no_promise_of_the_app(result):
    result["at_rate"]["rates"][0]["together"][SERVICE]["p99"] = 2_000.0
    assert all(kept for *_, kept in page.targets(result))


def test_kinds_stand_beside_the_service_asked_without_the_app(result):
    said = page.page(result)
    assert said.startswith("# The Teams app, 2026-01-02\n")
    assert f"| {KINDS['submit'].what} | 20.0 | 40.0 | 40.0 | 60.0 | 2.00 | 2.00 | 5.00 | 7.00 | 42% | 3.00 |" in said
    assert f"| {KINDS['open'].what} | 20.0 | 40.0 | 40.0 | 60.0 | – | – | 5.00 | – | – | 3.00 |" in said
    assert "The load was 1.5 before anything was started" in said
    assert "120 MB after 240 activities" in said
