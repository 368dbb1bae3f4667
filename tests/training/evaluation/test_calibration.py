"""Expected calibration error against one counted by hand."""

import math

import pytest

from classifier.records import Category, Level
from classifier.training.evaluation.assessor import assess_all
from classifier.training.evaluation.calibration import Bin, calibration, category_calibrations
from classifier.training.metrics import Rate


def test_bins_of_equal_count():
    found = calibration([0.9, 0.1, 0.2, 0.8], [True, False, True, True], bins=2)
    assert found.bins == (Bin(pytest.approx(0.15), Rate(1, 2)), Bin(pytest.approx(0.85), Rate(2, 2)))
    assert found.error == pytest.approx((0.35 * 2 + 0.15 * 2) / 4)


def test_bins_of_nearly_equal_count_weigh_by_their_count():
    found = calibration([0.0, 0.0, 1.0], [True, False, True], bins=2)
    assert [item.rate for item in found.bins] == [Rate(1, 2), Rate(1, 1)]
    assert found.error == pytest.approx(0.5 * 2 / 3)


def test_fewer_messages_than_bins():
    assert len(calibration([0.5, 0.6], [True, False]).bins) == 2
    assert math.isnan(calibration([], []).error)


def test_every_score_needs_its_truth():
    with pytest.raises(ValueError, match="truth"):
        calibration([0.5], [])


def test_notice_is_calibrated_when_its_scores_are_given(assessor, messages, scores):
    assessments = assess_all(assessor, [message.text for message in messages])
    assert list(category_calibrations(messages, assessments, None)[Category.PERSONAL]) == [Level.WARN]
    found = category_calibrations(messages, assessments, scores)[Category.PERSONAL]
    assert found[Level.NOTICE].error == pytest.approx(0.0)  # sure of a-1 to a-3, and right
    # warn: 0.9 true, 0.4 false, and of four times 0.05 one true, each in a bin of its own
    assert found[Level.WARN].error == pytest.approx((0.1 + 0.4 + 0.95 + 3 * 0.05) / 6)
