"""Which numbers are reached."""

import pytest

from classifier.training.evaluation.targets import Outcome, outcomes


@pytest.mark.parametrize(
    ("measured", "at_most", "reached"),
    [(0.97, False, True), (0.969, False, False), (0.97, True, True), (0.971, True, False), (None, True, False)],
)
def test_a_limit_is_a_lowest_or_a_highest_value(measured, at_most, reached):
    assert Outcome("x", 0.97, measured, at_most=at_most).reached is reached


def test_every_number_is_read_from_the_report():
    rate = {"value": 0.5}
    tally = {"f1": 0.5, "precision": rate, "recall": rate}
    report = {
        "overall": {"must_warn_and_does": rate, "clean_that_warns": rate, "clean_that_shows": rate},
        "categories": dict.fromkeys(("personal", "decision", "confidential"), tally),
        "topics_together": tally,
        "entities": {"PERSON": tally, "NL_BSN": tally},
        "robustness": {"variants": {"lower case": {"points_missed_more": 2.0}}},
        "fairness": {"gap": 0.01},
        "reasons": {"together": {"falls_without_them": {"value": 0.95}}},
    }
    found = {outcome.name: outcome for outcome in outcomes(report)}
    assert found["NL_BSN recall"].measured == 0.5
    assert found["IBAN_CODE recall"].measured is None
    assert {name for name, outcome in found.items() if outcome.reached} == {
        "points of must-warn recall lost, lower case",
        "gap between origins of names",
        "score falls without the words shown",
    }
    assert found["points of must-warn recall lost, typos"].measured is None


def test_what_was_not_measured_is_not_reached():
    report = {
        "overall": {name: {"value": None} for name in ("must_warn_and_does", "clean_that_warns", "clean_that_shows")},
        "categories": {name: {"f1": None} for name in ("personal", "decision", "confidential")},
        "topics_together": {"f1": None},
        "entities": {},
        "robustness": None,
        "fairness": None,
        "reasons": {"together": {"falls_without_them": None}},
    }
    assert len(outcomes(report)) == 7 + 1 + 14 + 5 + 6
    assert not any(outcome.reached for outcome in outcomes(report))
