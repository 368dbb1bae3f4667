"""From scores to levels, by the thresholds of the policy."""

from __future__ import annotations

from collections.abc import Mapping

from classifier.decide.policy_file import CategoryThresholds, Thresholds
from classifier.records import Category, CategoryScore, Level, ScoredMessage

__all__ = ["level_of", "levels_of"]


def levels_of(message: ScoredMessage, thresholds: CategoryThresholds) -> Mapping[Category, Level | None]:
    """Return the level of every category; ``None`` where there is no score."""
    return {
        category: level_of(message.categories.get(category), getattr(thresholds, category.value))
        for category in Category
    }


def level_of(score: CategoryScore | None, thresholds: Thresholds) -> Level | None:
    """Return ``warn`` or ``notice`` when its probability reaches its threshold, else ``none``."""
    if score is None:
        return None
    if score.warn >= thresholds.warn:
        return Level.WARN
    if score.notice >= thresholds.notice:
        return Level.NOTICE
    return Level.NONE
