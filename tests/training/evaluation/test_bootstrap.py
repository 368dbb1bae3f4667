"""Intervals by resampling: as wide as theory says, and right as often as they claim."""

from math import sqrt

import numpy as np
import pytest

from classifier.training.evaluation.bootstrap import FEWEST_AUTHORS, interval, resamplings

EACH_OTHER = [f"a{number}" for number in range(400)]
"""Messages of as many authors: every message is drawn by itself."""


def only(authors, **options):
    (drawn,) = resamplings(authors, **options)
    return drawn


def differences(better, worse, n):
    """Of n messages, 1 where the candidate alone is right, -1 where the current version alone is."""
    return np.repeat([1.0, -1.0, 0.0], [better, worse, n - better - worse])


@pytest.mark.parametrize(("better", "worse"), [(24, 12), (3, 17), (40, 40)])
def test_the_spread_is_that_of_a_paired_difference_of_proportions(better, worse):
    n = len(EACH_OTHER)
    sums = only(EACH_OTHER).sums(differences(better, worse, n).reshape(-1, 1))[:, 0] / n
    change = (better - worse) / n
    error = sqrt(better + worse - (better - worse) ** 2 / n) / n
    assert sums[0] == pytest.approx(change)
    assert sums[1:].std() == pytest.approx(error, rel=0.05)
    low, high = interval(sums[1:])
    assert low == pytest.approx(change - 1.96 * error, abs=0.25 * error)
    assert high == pytest.approx(change + 1.96 * error, abs=0.25 * error)


def coverage(samples, truth, authors):
    """The share of samples, one a column, whose interval holds the truth."""
    means = [drawn.sums(samples)[1:] / len(authors) for drawn in resamplings(authors)]
    ends = [interval(*columns) for columns in zip(*(item.T for item in means), strict=True)]
    return np.mean([low <= truth <= high for low, high in ends])


def test_nineteen_intervals_in_twenty_hold_the_truth():
    chance = np.random.default_rng(7)
    samples = chance.choice([1.0, -1.0, 0.0], p=[0.08, 0.04, 0.88], size=(400, 500))
    assert 0.92 <= coverage(samples, 0.04, EACH_OTHER) <= 0.98


def test_whole_authors_are_drawn_because_their_messages_are_alike():
    """Ten messages an author on which versions differ alike: a message alone would say too much."""
    chance = np.random.default_rng(7)
    samples = np.repeat(chance.choice([1.0, -1.0, 0.0], p=[0.3, 0.2, 0.5], size=(40, 500)), 10, axis=0)
    authors = [f"a{number // 10}" for number in range(400)]
    assert 0.90 <= coverage(samples, 0.1, authors) <= 0.98
    assert coverage(samples, 0.1, EACH_OTHER) < 0.6


def test_with_a_handful_of_authors_the_wider_interval_counts():
    """Of five authors one is alone in all that changed: another five could have none or two of that kind."""
    changed = np.zeros((100, 1))
    changed[:10] = 1.0
    authors = [f"a{number // 20}" for number in range(100)]
    by_message, by_author = (drawn.sums(changed)[1:, 0] for drawn in resamplings(authors))
    assert interval(by_message)[1] < interval(by_author)[1] == interval(by_message, by_author)[1]
    changed[:] = np.tile([[1.0], [0.0]], (50, 1))
    by_message, by_author = (drawn.sums(changed)[1:, 0] for drawn in resamplings(authors))
    assert interval(by_author) == (50, 50)
    assert interval(by_message, by_author) == interval(by_message)


def test_four_authors_who_differ_are_no_ground_for_certainty():
    chance = np.random.default_rng(7)
    rates = np.repeat(chance.normal(0.15, 0.08, size=(4, 500)).clip(0, 1), 50, axis=0)
    samples = (chance.random(rates.shape) < rates).astype(float)
    alone = coverage(samples, 0.15, [f"a{number}" for number in range(200)])
    assert alone < 0.75
    assert coverage(samples, 0.15, [f"a{number // 50}" for number in range(200)]) > alone + 0.05


@pytest.mark.parametrize(
    ("authors", "units"),
    [
        ([f"a{number}" for number in range(FEWEST_AUTHORS)] * 2, ["author"]),
        ([f"a{number}" for number in range(FEWEST_AUTHORS - 1)] * 2, ["message", "author"]),
        (["a1"] * 30, ["message"]),
        (["a1", "a2", "a3"], ["message"]),
    ],
)
def test_what_is_drawn_depends_on_how_many_authors_there_are(authors, units):
    drawn = resamplings(authors, resamples=10)
    assert [item.unit for item in drawn] == units
    for item in drawn:
        same = {
            author: {item.members[place] for place, who in enumerate(authors) if who == author} for author in authors
        }
        assert item.unit == "message" or all(len(members) == 1 for members in same.values())


def test_the_same_seed_draws_the_same():
    drawn = [only(EACH_OTHER, resamples=20, seed=seed).weights for seed in (1, 1, 2)]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()
    assert drawn[0].sum(axis=1).tolist() == [400.0] * 21


def test_resamples_without_a_case_say_nothing():
    assert interval(np.array([np.nan, 1.0, 1.0])) == (1.0, 1.0)
    assert interval(np.array([np.nan])) is None
