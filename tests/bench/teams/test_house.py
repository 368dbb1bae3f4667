"""The real app in front of a service that is away: what it answers counts then, and only then."""

import math
from types import SimpleNamespace

from tests.bench.services import free_port
from tests.bench.teams.house import living


def test_the_app_answers_and_what_nobody_checked_counts_only_where_that_is_expected(tmp_path):
    nobody = SimpleNamespace(port=free_port(), key="bw_key")
    activities = [(kind, "haar bsn is 123456782") for kind in ("submit", "message", "crisis")]
    with living(tmp_path, nobody) as house:
        opened = house.send([("open", "")] * 3, rate=20)
        unexpected = house.send(activities, rate=20)
        expected = house.send(activities, rate=20, is_away=True)
    assert max(opened["latencies"]) < 5_000
    assert unexpected["latencies"] == [math.inf] * 3
    assert max(expected["latencies"]) < 5_000
