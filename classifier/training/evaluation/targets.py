"""The numbers that a model has to reach on the frozen test set, and which of them one reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.training.evaluation.fairness import LARGEST_FAIRNESS_GAP

__all__ = ["Outcome", "outcomes"]

NUMBERS = (
    "NL_BSN",
    "IBAN_CODE",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "NL_POSTCODE",
    "NL_LICENSE_PLATE",
    "CREDIT_CARD",
)
DESCRIBED = ("STREET_ADDRESS", "DATE_OF_BIRTH", "ID_DOCUMENT", "CASE_NUMBER", "CREDENTIAL")
WARN_F1 = {"personal": 0.95, "decision": 0.93, "confidential": 0.90}
VARIANTS = ("lower case", "without punctuation", "typos", "all together")
MOST_POINTS_LOST = 3.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number to reach, and what was measured, ``None`` where it was not. ``at_most``: the limit is the highest."""

    name: str
    limit: float
    measured: float | None
    at_most: bool = False

    @property
    def reached(self) -> bool:
        """Whether what was measured is within the limit."""
        if self.measured is None:
            return False
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


def outcomes(report: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Return every number to reach with what a report measured.

    Parameters
    ----------
    report
        A report as data; see :meth:`classifier.training.evaluation.Report.as_data`.
    """
    return (*_overall(report), *_entities(report["entities"]), *_measured_again(report))


def _overall(report: Mapping[str, Any]) -> Iterator[Outcome]:
    overall = report["overall"]
    yield Outcome("must warn and does", 0.97, overall["must_warn_and_does"]["value"])
    yield Outcome("clean that warns", 0.01, overall["clean_that_warns"]["value"], at_most=True)
    yield Outcome("clean that shows anything", 0.06, overall["clean_that_shows"]["value"], at_most=True)
    for category, limit in WARN_F1.items():
        yield Outcome(f"warn F1 {category}", limit, report["categories"][category]["f1"])
    yield Outcome("topics F1", 0.85, report["topics_together"]["f1"])


def _entities(entities: Mapping[str, Any]) -> Iterator[Outcome]:
    yield Outcome("PERSON F1", 0.93, _of(entities, "PERSON", "f1"))
    for label in NUMBERS:
        for rate in ("precision", "recall"):
            yield Outcome(f"{label} {rate}", 0.97, _of(entities, label, rate))
    for label in DESCRIBED:
        yield Outcome(f"{label} F1", 0.88, _of(entities, label, "f1"))


def _measured_again(report: Mapping[str, Any]) -> Iterator[Outcome]:
    variants = {} if report["robustness"] is None else report["robustness"]["variants"]
    for name in VARIANTS:
        lost = variants[name]["points_missed_more"] if name in variants else None
        yield Outcome(f"points of must-warn recall lost, {name}", MOST_POINTS_LOST, lost, at_most=True)
    gap = None if report["fairness"] is None else report["fairness"]["gap"]
    yield Outcome("gap between origins of names", LARGEST_FAIRNESS_GAP, gap, at_most=True)
    falls = report["reasons"]["together"]["falls_without_them"]
    yield Outcome("score falls without the words shown", 0.90, None if falls is None else falls["value"])


def _of(entities: Mapping[str, Any], label: str, rate: str) -> float | None:
    tally = entities.get(label)
    if tally is None:
        return None
    value: float | None = tally[rate] if rate == "f1" else tally[rate]["value"]
    return value
