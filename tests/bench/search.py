"""The search for the highest rate that is kept."""

import math


class RateSearch:
    """Climbs until a rate is not kept, halves the gap until it is small, then tries the best again.

    It is asked for the next rate and told whether that was kept, so that several searches can take turns.

    Parameters
    ----------
    first
        Rate to begin with, in requests a second.
    precision
        How far apart the highest rate that was kept and the lowest that was not may be, as a ratio.
    confirmations
        Times that a rate must be kept again before it counts.
    most
        Most rates that are tried, all together.
    """

    def __init__(self, first, *, precision=1.04, confirmations=2, most=20):
        self._first = max(1, round(first))
        self._precision = precision
        self._confirmations = confirmations
        self._left = most
        self._kept = {}  # rate: how often it was kept
        self._failed = math.inf

    @property
    def best(self):
        """The highest rate that was kept, and never failed; ``None`` if there is none."""
        return max(self._kept, default=None)

    @property
    def is_confirmed(self):
        """Whether the best was kept as often as it should be."""
        return self.best is not None and self._kept[self.best] > self._confirmations

    @property
    def next_rate(self):
        """The rate to try now; ``None`` when there is nothing left to know."""
        if self._left == 0:
            return None
        if self.best is None:
            return self._first if self._failed == math.inf else _below(self._failed)
        if self._failed == math.inf:
            return max(self.best + 1, round(self.best * 1.4))
        between = round(math.sqrt(self.best * self._failed))
        if self._failed / self.best > self._precision and self.best < between < self._failed:
            return between
        return None if self.is_confirmed else self.best

    def note(self, rate, *, kept):
        """Take note of whether ``rate`` was kept."""
        self._left -= 1
        if kept:
            self._kept[rate] = self._kept.get(rate, 0) + 1
            return
        self._failed = min(self._failed, rate)
        self._kept = {other: times for other, times in self._kept.items() if other < rate}
        if rate == 1:
            self._left = 0


def _below(rate):
    return max(1, round(rate / 1.5))
