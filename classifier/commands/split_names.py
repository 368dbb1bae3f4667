"""The names of the splits as options take them, without loading what trains."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["SplitName"]


class SplitName(StrEnum):
    """The names of :class:`~classifier.training.corpus.Split`."""

    ENCODER = "encoder"
    SCORERS = "scorers"
    DEVELOPMENT = "development"
    TEST = "test"
    REVIEWED = "reviewed"
