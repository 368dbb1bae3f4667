"""What is measured: anything that assesses a draft."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import Protocol

from classifier.records import Assessment, Draft

__all__ = ["Assessor", "assess_all", "assess_timed"]


class Assessor(Protocol):
    """Anything that assesses drafts as :class:`classifier.pipeline.Classifier` does."""

    def assess(self, draft: Draft) -> Assessment:
        """Tell what is wrong with a draft."""


def assess_all(assessor: Assessor, texts: Iterable[str]) -> list[Assessment]:
    """Return the assessment of every text."""
    return [assessor.assess(Draft(text=text)) for text in texts]


def assess_timed(assessor: Assessor, texts: Iterable[str]) -> tuple[list[Assessment], list[float]]:
    """Return the assessment of every text, and the milliseconds that each took."""
    assessments, milliseconds = [], []
    for text in texts:
        started = perf_counter()
        assessments.append(assessor.assess(Draft(text=text)))
        milliseconds.append((perf_counter() - started) * 1000)
    return assessments, milliseconds
