"""Warming up goes on until every worker has had its part, over connections that are all new."""

import pytest

from tests.bench import asking
from tests.bench.messages import Supply
from tests.bench.places import NotReady


class TwoWorkers:
    """A service of which one worker does all the work each time that it is asked."""

    name, workers = "ours", 2

    def __init__(self, monkeypatch, takers):
        self.milliseconds, self.takers, self.asked, self.texts = {1: 500.0, 2: 500.0}, iter(takers), [], []
        monkeypatch.setattr(asking, "ask", self.ask)

    def worked(self):
        return dict(self.milliseconds)

    def ask(self, service, texts, *, rate, connections):
        self.texts += texts
        self.asked.append((len(texts), connections))
        self.milliseconds[next(self.takers)] += 100.0


def test_a_worker_that_got_nothing_gets_more(monkeypatch):
    service = TwoWorkers(monkeypatch, [1, 1, 1, 1, 2, 1])
    asking.warm_up(service, Supply())
    assert service.asked == [(80, 80)] * 6
    assert len(set(service.texts)) == 480


def test_when_all_had_their_part_it_ends(monkeypatch):
    service = TwoWorkers(monkeypatch, [1, 2, 1])
    asking.warm_up(service, Supply())
    assert len(service.asked) == 3


def test_a_worker_that_never_gets_anything_is_said(monkeypatch):
    service = TwoWorkers(monkeypatch, [1] * 3 * asking.WARM_UPS)
    with pytest.raises(NotReady, match="not every worker of Berichtwacht"):
        asking.warm_up(service, Supply())
