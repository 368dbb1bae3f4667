import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.figures import exponent, middle, percentile, summary


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.99, 99), (0.995, 100), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_the_nearest_rank(share, expected):
    assert percentile(range(100, 0, -1), share) == expected


@given(st.lists(st.integers(0, 20), min_size=1), st.sampled_from([0.1, 0.5, 0.9, 0.99]))
def test_enough_values_lie_at_or_under_a_percentile_and_too_few_under_a_lower_one(values, share):
    found = percentile(values, share)
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


def test_what_never_came_is_in_the_percentile():
    assert summary([1.0] * 98 + [math.inf] * 2) == {"p50": 1.0, "p99": math.inf, "count": 100}
    assert summary([1.0] * 99 + [math.inf])["p99"] == 1.0


def test_the_middle_of_rounds_forgives_one_bad_round():
    assert middle([{"p99": 9.0}, {"p99": 500.0}, {"p99": 10.0}], "p99") == 10.0


@pytest.mark.parametrize("power", [1.0, 2.0, 0.5])
def test_the_power_with_which_cost_grows_is_found(power):
    sizes = [100, 1_000, 2_000, 10_000]
    assert exponent(sizes, [0.03 * size**power for size in sizes]) == pytest.approx(power)
