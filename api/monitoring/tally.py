"""What one worker counts of its assessments until it is kept: numbers by day and version, no text and no person."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from uuid import uuid4

from api.store.daily_counts import Batch, Cell, Kind
from classifier import Assessment
from classifier.drift import bin_of

__all__ = ["Tally"]

_Shared = tuple[date, str, str]  # day, model version, policy version
_Found = tuple[str, str, str | int]  # kind, category, value


class Tally:
    """Counts assessments, and hands over what it counted in batches.

    A batch stays the same until it is said to be kept; what is counted meanwhile goes into the next one. So a batch
    can be sent again when nobody knows whether it arrived.
    """

    def __init__(self) -> None:
        self._worker = str(uuid4())
        self._number = 0
        self._counts = _nothing()
        self._batch: Batch | None = None

    def count(self, assessment: Assessment) -> None:
        """Count an assessment; this is done beside every answer, so it makes no records."""
        today = datetime.now(UTC).date()
        counts = self._counts[today, assessment.model_version, assessment.policy_version]
        counts[Kind.VERDICT, "", assessment.verdict] += 1
        for category, found in assessment.categories.items():
            counts[Kind.LEVEL, category, found.level or "unchecked"] += 1
            if found.score is not None:
                counts[Kind.SCORE, category, bin_of(found.score)] += 1

    def batch(self) -> Batch | None:
        """Return what has to be kept: the batch that was handed over last, until it is kept; ``None`` for nothing."""
        if self._batch is None and self._counts:
            self._number += 1
            self._batch = Batch(self._worker, self._number, _cells(self._counts))
            self._counts = _nothing()
        return self._batch

    def kept(self, batch: Batch) -> None:
        """Forget a batch that is kept."""
        if self._batch is batch:
            self._batch = None


def _nothing() -> defaultdict[_Shared, Counter[_Found]]:
    return defaultdict(Counter)


def _cells(counts: defaultdict[_Shared, Counter[_Found]]) -> dict[Cell, int]:
    return {
        Cell(*shared, kind, category, str(value)): count
        for shared, found in counts.items()
        for (kind, category, value), count in found.items()
    }
