"""The golden cases: what was typed, what it becomes, and where a part of it came from."""

import json
from pathlib import Path
from typing import Any

import pytest

from classifier.normalise import normalise_text

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "normalise.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_text(case: dict[str, Any]) -> None:
    assert normalise_text(case["original"]).text == case["expected"]


@pytest.mark.parametrize("case", [case for case in CASES if "part" in case], ids=lambda case: case["case"])
def test_span_in_the_original(case: dict[str, Any]) -> None:
    normalised = normalise_text(case["original"])
    start = normalised.text.index(case["part"])
    first, last = normalised.original_span(start, start + len(case["part"]))
    assert normalised.original[first:last] == case["source"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_normalising_again_changes_nothing(case: dict[str, Any]) -> None:
    assert normalise_text(case["expected"]).text == case["expected"]


def test_cases_are_told_apart_by_name() -> None:
    assert len({case["case"] for case in CASES}) == len(CASES)
