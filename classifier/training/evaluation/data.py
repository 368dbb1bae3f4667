"""The report as plain data, for a file that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from classifier.records import Level
from classifier.training.evaluation.calibration import Calibration
from classifier.training.evaluation.fairness import LARGEST_FAIRNESS_GAP, Fairness
from classifier.training.evaluation.misses import Miss
from classifier.training.evaluation.reasons import Reasons, total_reasons
from classifier.training.evaluation.robustness import Robustness
from classifier.training.metrics import Confusion, Rate, Tally

if TYPE_CHECKING:
    from classifier.training.evaluation.report import Report

__all__ = ["REPORT_VERSION", "report_data"]

REPORT_VERSION = 2
"""Version of the report's data; it rises when a key changes its meaning or goes."""


def report_data(report: Report) -> dict[str, Any]:
    """Return the report as plain data: only what JSON knows, and no text of any message.

    The same model and messages give the same data but for ``run``. A share of no cases is ``None``.
    """
    run = report.run
    return {
        "report_version": REPORT_VERSION,
        "model_version": report.model_version,
        "encoder": report.encoder,
        "policy_version": report.policy_version,
        "corpus": report.corpus,
        "messages": report.messages,
        "run": {"date": run.date.isoformat(), "assess_ms": {"median": run.median_ms, "p99": run.p99_ms}},
        "overall": _rates(report.overall),
        "categories": {
            category.value: _tally(tally) | {"confusion": _confusion(report.confusions[category])}
            for category, tally in report.categories.items()
        },
        "scores": {category.value: list(counts) for category, counts in report.scores.items()},
        "topics": {topic.value: _tally(tally) for topic, tally in report.topics.items()},
        "topics_together": _tally(report.topics_together),
        "entities": {label: _tally(tally) for label, tally in report.entities.items()},
        "breakdowns": {
            kind: {group: _rates(rates) for group, rates in groups.items()}
            for kind, groups in report.breakdowns.items()
        },
        "calibration": {
            category.value: {level.value: _calibration(item) for level, item in levels.items()}
            for category, levels in report.calibrations.items()
        },
        "reasons": {category.value: _reasons(item) for category, item in report.reasons.items()}
        | {"together": _reasons(total_reasons(report.reasons.values()))},
        "robustness": None if report.robustness is None else _robustness(report.robustness),
        "fairness": None if report.fairness is None else _fairness(report.fairness),
        "errors": {"missed": _ids(report.misses), "false_alarms": _ids(report.false_alarms)},
        "notes": list(report.notes),
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _rate(rate: Rate) -> dict[str, Any]:
    return {"hits": rate.hits, "cases": rate.cases, "value": _number(rate.value), "interval": list(rate.interval)}


def _rates(rates: Mapping[str, Rate]) -> dict[str, Any]:
    return {name: _rate(rate) for name, rate in rates.items()}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "right": tally.right,
        "missed": tally.missed,
        "invented": tally.invented,
        "precision": _rate(tally.precision),
        "recall": _rate(tally.recall),
        "f1": _number(tally.f1),
    }


def _confusion(confusion: Confusion) -> dict[str, Any]:
    """Return, per true level, the share of every answer; an answer that is no level is ``unchecked``."""
    return {
        truth.value: {
            "unchecked" if said is None else said.value: _rate(confusion.rate(truth, said))
            for said in confusion.answers
        }
        for truth in Level
    }


def _calibration(calibration: Calibration) -> dict[str, Any]:
    return {
        "expected_error": _number(calibration.error),
        "bins": [{"score": item.score, "rate": _rate(item.rate)} for item in calibration.bins],
    }


def _reasons(reasons: Reasons) -> dict[str, Any]:
    falls = reasons.falls
    return {"shows_words": _rate(reasons.shown), "falls_without_them": None if falls is None else _rate(falls)}


def _robustness(robustness: Robustness) -> dict[str, Any]:
    return {
        "as_written": _rates(robustness.written),
        "variants": {
            name: _rates(rates)
            | {
                "points_missed_more": _number(robustness.missed_more(name)),
                "points_warned_more": _number(robustness.warned_more(name)),
            }
            for name, rates in robustness.variants.items()
        },
    }


def _fairness(fairness: Fairness) -> dict[str, Any]:
    return {
        "sentences": fairness.sentences,
        "recall": _rates(fairness.recall),
        "gap": fairness.gap,
        "largest_gap": LARGEST_FAIRNESS_GAP,
        "passes": fairness.passes,
    }


def _ids(misses: Iterable[Miss]) -> list[str]:
    """Return the ids, each once: a message can be missed in two categories."""
    return list(dict.fromkeys(miss.id for miss in misses))
