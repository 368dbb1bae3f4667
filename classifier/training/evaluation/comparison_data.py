"""A comparison as plain data, for a file that other programs read, and back."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from classifier.records import Category, Level
from classifier.training.evaluation.bootstrap import RESAMPLES, SEED
from classifier.training.evaluation.changes import Change
from classifier.training.evaluation.comparison import Comparison, Difference
from classifier.training.metrics import Rate

__all__ = ["COMPARISON_VERSION", "comparison_data", "comparison_from"]

COMPARISON_VERSION = 1
"""Version of the comparison's data; it rises when a key changes its meaning or goes."""


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data: only what JSON knows, and no text of any message.

    The same versions and messages give the same data. A number of no cases is ``None``.
    """
    return {
        "comparison_version": COMPARISON_VERSION,
        "candidate": comparison.candidate,
        "current": comparison.current,
        "policy_version": comparison.policy_version,
        "corpus": comparison.corpus,
        "messages": comparison.messages,
        "authors": comparison.authors,
        "intervals": {"drawn": list(comparison.drawn), "resamples": RESAMPLES, "seed": SEED},
        "differences": {key: _difference(item) for key, item in comparison.differences.items()},
        "changes": [_change(item) for item in comparison.changes],
        "notes": list(comparison.notes),
    }


def comparison_from(data: Mapping[str, Any]) -> Comparison:
    """Return the comparison that data was made of, without the texts of what changed.

    Raises
    ------
    ValueError, KeyError, TypeError
        If it is not the data of a comparison, or of another version of it.
    """
    if data["comparison_version"] != COMPARISON_VERSION:
        raise ValueError("is data of another version")
    return Comparison(
        **{name: data[name] for name in ("candidate", "current", "policy_version", "corpus", "messages", "authors")},
        drawn=tuple(data["intervals"]["drawn"]),
        differences={key: _difference_from(item) for key, item in data["differences"].items()},
        changes=tuple(_change_from(item) for item in data["changes"]),
        notes=tuple(data["notes"]),
    )


def _difference(difference: Difference) -> dict[str, Any]:
    rates = difference.rates or (None, None)
    return {
        "lower_is_better": difference.lower_is_better,
        "candidate": _side(difference.candidate, rates[0]),
        "current": _side(difference.current, rates[1]),
        "change": _number(difference.change),
        "interval": None if difference.interval is None else list(difference.interval),
    }


def _side(value: float, rate: Rate | None) -> dict[str, Any]:
    counts = {} if rate is None else {"hits": rate.hits, "cases": rate.cases}
    return {"value": _number(value), **counts}


def _difference_from(data: Mapping[str, Any]) -> Difference:
    candidate, current = data["candidate"], data["current"]
    counted = "cases" in candidate
    return Difference(
        lower_is_better=data["lower_is_better"],
        candidate=_value(candidate),
        current=_value(current),
        interval=None if data["interval"] is None else (data["interval"][0], data["interval"][1]),
        rates=(_rate(candidate), _rate(current)) if counted else None,
    )


def _value(data: Mapping[str, Any]) -> float:
    return float("nan") if data["value"] is None else float(data["value"])


def _rate(data: Mapping[str, Any]) -> Rate:
    return Rate(data["hits"], data["cases"])


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "category": change.category,
        "label": change.truth,
        "from": change.before,
        "to": change.after,
        "side": change.side,
    }


def _change_from(data: Mapping[str, Any]) -> Change:
    before, after = (None if data[end] is None else Level(data[end]) for end in ("from", "to"))
    return Change(data["id"], "", Category(data["category"]), Level(data["label"]), before, after)


def _number(value: float) -> float | None:
    return None if isnan(value) else value
