"""The page of a made-up run."""

import json
import math

import pytest

from tests.bench import in_process, report
from tests.bench.plan import WORD_LENGTHS

STAMP = {"date": "2026-01-02", "revision": "abc1234"}
NAMES = ("ours", "presidio", "deduce")


def each(value):
    return dict.fromkeys(NAMES, value)


def without_http(rate):
    return dict.fromkeys(in_process.FIGURES, 6.0) | {"rate": rate}


@pytest.fixture
def result():
    speed = {"python": 20.0, "numpy": 30.0, "load": 0.1}
    figures = {"p50": 7.0, "p99": 20.0, "count": 100, "late": 0.1}
    sizes = [6 * words for words in WORD_LENGTHS] + [2_000, 10_000]
    versions = {"presidio-analyzer": "2", "deduce": "3"}
    machine = {"cores": 2, "processor": "P", "architecture": "A", "memory_gb": 8, "system": "S", "kernel": "K"}
    highest = {"seconds": 4.0, "best": each(130), "confirmed": each(True), "tried": each([{"rate": 130, "p99": 40.0}])}
    highest["busiest"] = each(0.5)
    return STAMP | {
        "quick": False,
        "minutes": 9.0,
        "machine": machine | {"python": "3", "model": "7", "peer_versions": versions},
        "before": speed,
        "after": speed,
        "at_rate": {
            "rate": 50,
            "words": 20,
            "seconds": 8.0,
            "rounds": each([figures]),
            "medians": each({"p50": 7.0, "p99": 20.0}),
            "together": each(figures),
            "late": 0.1,
        },
        "by_length": {
            "rounds": 3,
            "lengths": [{"length": f"{n}", "messages": 9, "characters": n, "p50": each(n / 100)} for n in sizes],
        },
        "highest": [highest | {"workers": 1}, highest | {"workers": 2}],
        "in_process": {"words": 20, "messages": 90, "medians": each(without_http(150.0))},
        "steps": {"words": 20, "messages": 90, "steps": {"score": {"p50": 1.0, "p99": 2.0}}, "whole": figures},
        "start_up": {"starts": 3, "seconds": each([4.0, 5.0, 6.0])},
        "memory": STAMP | {"messages": 100_000, "step": 10_000, "megabytes": each([400.0, 500.0, 502.0])},
    }


def test_every_promise_is_said_to_be_kept(result):
    assert [kept for *_, kept in report.targets(result)] == [True] * 7
    assert "**no**" not in report.page(result)


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (lambda result: result["at_rate"]["medians"]["ours"].update(p50=8.5), 0),
        (lambda result: result["at_rate"].update(medians=each({"p50": 7.0, "p99": math.inf})), 1),
        (lambda result: result["at_rate"].update(together=each({"p50": 7.0, "p99": 25.1})), 2),
        (lambda result: result["in_process"].update(medians=each(without_http(110.0))), 3),
        (lambda result: result["highest"][0].update(best=each(None), confirmed=each(False)), 4),
        (lambda result: result["by_length"]["lengths"][-1].update(p50=each(10_000)), 5),
        (lambda result: result["memory"].update(megabytes=each([400.0, 500.0, 511.0])), 6),
    ],
)
def test_a_promise_that_is_not_kept_is_said(result, spoil, promise):
    spoil(result)
    assert [number for number, (*_, kept) in enumerate(report.targets(result)) if not kept] == [promise]
    assert report.page(result).count("**no**") == 1


def test_memory_of_another_day_is_not_said_to_be_of_this_run(result):
    result["memory"] |= {"date": "2025-12-31", "revision": "fed4321"}
    assert "growth of memory (measured 2025-12-31, commit fed4321)" in report.page(result)


def test_a_run_is_written_as_page_and_data_and_memory_is_read_again(result, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "MEASUREMENTS", tmp_path / "measurements")
    assert report.last_memory() is None
    assert "make bench-memory" in report.page(result | {"memory": None})
    result["highest"][0]["tried"] = each([{"rate": 130, "p99": math.inf}])
    path = report.write(result, report.page(result), kind="speed")
    assert path.name == "2026-01-02-speed.md"
    assert path.read_text(encoding="utf-8").startswith("# Speed, 2026-01-02\n")
    assert json.loads(path.with_suffix(".json").read_text())["highest"][0]["tried"]["ours"][0]["p99"] is None
    report.write(result["memory"], "page", kind="memory")
    assert report.last_memory() == result["memory"]
