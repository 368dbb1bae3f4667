import math

from tests.bench.teams.away import longest_of_each


def test_the_longest_answer_of_each_kind_is_found_whatever_came_first():
    run = {"order": [2, 0, 1, 3], "latencies": [20.0, 100.0, 300.0, 50.0]}
    assert longest_of_each(["open", "submit", "open", "submit"], run) == {"open": 100.0, "submit": 300.0}


def test_what_failed_or_never_came_is_infinitely_long():
    run = {"order": [1, 0], "latencies": [20.0, math.inf, math.inf]}
    assert longest_of_each(["open", "submit", "message"], run) == {
        "open": math.inf,
        "submit": 20.0,
        "message": math.inf,
    }
