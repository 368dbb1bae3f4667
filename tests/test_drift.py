"""Drift: numbers worked out by hand, no alarm without a change, and an alarm with one."""

from math import log, log2

import numpy as np
import pytest

from classifier.drift import BINS, LEAST_SCORES, MUCH, SOME, Change, bin_of, drift, histogram

SPREAD = np.array([55, 8, 4, 3, 2, 2, 1.5, 1.5, 1, 1, 1, 1, 1, 1, 1, 1.5, 2, 2.5, 4, 6]) / 100
"""How scores are spread in use: most near 0, some near 1."""

MORE_WARNINGS = SPREAD + np.array([-0.2, *[0] * (BINS - 4), 0.05, 0.05, 0.1])


def drawn(random, shares, count):
    return random.multinomial(count, shares / shares.sum()).tolist()


def told(pairs):
    return [drift(before, now).change not in {Change.LITTLE, Change.UNKNOWN} for before, now in pairs]


@pytest.mark.parametrize(("score", "found"), [(0.0, 0), (0.0499, 0), (0.05, 1), (0.5, 10), (0.9999, 19), (1.0, 19)])
def test_a_score_has_one_bin(score, found):
    assert bin_of(score) == found


@pytest.mark.parametrize("score", [-0.001, 1.001, float("nan"), float("inf")])
def test_what_is_no_score_has_no_bin(score):
    with pytest.raises(ValueError, match="from 0 to 1"):
        bin_of(score)


def test_a_histogram_counts_every_score_once():
    counts = histogram([0, 0.01, 0.5, 1])
    assert (len(counts), sum(counts)) == (BINS, 4)
    assert (counts[0], counts[10], counts[19]) == (2, 1, 1)


def test_psi_is_that_which_is_worked_out_by_hand():
    found = drift([500, 500], [800, 200])
    # with half a case added to each: shares 500.5/1001 = 0.5, 800.5/1001 and 200.5/1001
    high, low = 800.5 / 1001, 200.5 / 1001
    assert found.psi == pytest.approx((high - 0.5) * log(high / 0.5) + (low - 0.5) * log(low / 0.5))
    assert found.psi == pytest.approx(0.3 * log(4), abs=0.002)
    assert found.change is Change.MUCH


def test_jensen_shannon_is_that_which_is_worked_out_by_hand():
    # shares (1/2, 1/2) and (1, 0), middle (3/4, 1/4)
    expected = (0.5 * log2(0.5 / 0.75) + 0.5 * log2(0.5 / 0.25) + log2(1 / 0.75)) / 2
    assert drift([10, 10], [20, 0]).jensen_shannon == pytest.approx(expected)
    assert drift([10, 0, 10], [10, 0, 10]).jensen_shannon == 0
    assert drift([10, 10, 0, 0], [0, 0, 30, 0]).jensen_shannon == pytest.approx(1)


def test_chance_is_that_of_the_table_of_chi_square():
    # four bins of 250: 3 degrees of freedom, whose 99.9 % quantile is 16.266
    assert drift([250] * 4, [250] * 4).by_chance == pytest.approx(16.266 * (1 / 1000 + 1 / 1000), rel=0.02)


def test_nearly_empty_bins_are_taken_together():
    one = drift([600, 100, 5, 5, 5, 285], [600, 100, 15, 0, 0, 285])
    assert one.psi == pytest.approx(0)
    assert one.change is Change.LITTLE
    last = drift([900, 80, 20], [900, 20, 80])  # the last bin is too small to stand alone
    assert last.psi == pytest.approx(0)


@pytest.mark.parametrize("change", [(0, Change.LITTLE), (0.35, Change.SOME), (0.5, Change.MUCH)])
def test_the_usual_bounds_count(change):
    moved, expected = change
    found = drift([5000, 5000], [round(5000 * (1 - moved)), round(5000 * (1 + moved))])
    assert found.change is expected
    assert (found.psi >= SOME, found.psi >= MUCH) == (expected is not Change.LITTLE, expected is Change.MUCH)


def test_few_scores_say_nothing():
    few = LEAST_SCORES - 1
    assert drift([few, 0], [0, 1000]).change is Change.UNKNOWN
    assert drift([1000, 0], [0, few]).change is Change.UNKNOWN
    assert drift([few + 1, 0, few + 1], [0, few + 1, 0]).change is Change.MUCH


@pytest.mark.parametrize("pair", [([], []), ([1, -1], [1, 1]), ([1], [1, 1]), ([float("nan")], [1])])
def test_what_is_no_histogram_is_refused(pair):
    with pytest.raises(ValueError, match="histogram"):
        drift(*pair)


def test_nothing_is_not_compared():
    assert drift([0, 0], [1, 2]) is drift([1, 2], [0, 0]) is None


def test_a_stream_that_does_not_shift_is_not_told():
    random = np.random.default_rng(7)
    for reference, week in ((200, 200), (200, 2000), (2000, 200), (2000, 2000)):
        pairs = [(drawn(random, SPREAD, reference), drawn(random, SPREAD, week)) for _ in range(400)]
        assert np.mean(told(pairs)) <= 0.01


def test_the_usual_bound_alone_would_raise_false_alarms():
    random = np.random.default_rng(7)
    pairs = [(drawn(random, SPREAD, 200), drawn(random, SPREAD, 200)) for _ in range(400)]
    assert np.mean([drift(*pair).psi >= SOME for pair in pairs]) > 0.05


def test_a_stream_that_shifts_is_told():
    random = np.random.default_rng(7)
    pairs = [(drawn(random, SPREAD, 1000), drawn(random, MORE_WARNINGS, 500)) for _ in range(200)]
    assert np.mean(told(pairs)) >= 0.99
