from hypothesis import given
from hypothesis import strategies as st

from tests.bench.search import RateSearch


def carried_out(search, is_kept):
    """Return the rates that were tried."""
    tried = []
    while (rate := search.next_rate) is not None:
        tried.append(rate)
        search.note(rate, kept=is_kept(rate))
    return tried


@given(st.integers(4, 5_000), st.floats(0.25, 4.0))
def test_the_highest_rate_is_found_and_kept_three_times(highest, factor):
    search = RateSearch(highest * factor)
    tried = carried_out(search, lambda rate: rate <= highest)
    assert highest / 1.04 - 1 <= search.best <= highest
    assert search.is_confirmed
    assert tried.count(search.best) == 3


@given(st.integers(1, 5_000), st.data())
def test_it_ends_whatever_it_is_told(first, data):
    search = RateSearch(first, most=20)
    tried = carried_out(search, lambda rate: data.draw(st.booleans()))
    assert len(tried) <= 20
    assert search.best is None or search.best in tried


def test_a_rate_that_was_kept_by_luck_does_not_count():
    lucky = []

    def is_kept(rate):
        if rate > 100:
            lucky.append(rate)
            return len(lucky) == 1
        return True

    search = RateSearch(110)
    carried_out(search, is_kept)
    assert len(lucky) > 1
    assert 95 <= search.best <= 100
    assert search.is_confirmed


def test_a_service_that_keeps_no_rate_has_none():
    search = RateSearch(64)
    assert len(carried_out(search, lambda rate: False)) <= 20
    assert search.best is None
    assert not search.is_confirmed
