"""The gate: what may not get worse from one version to the next, by how much, and how sure one must be.

Its rules stand in a file (by default ``gate.yaml`` beside this module) that a municipality may replace by its own. It
compares a candidate with the current version; the numbers that the project itself means to reach stand in
:mod:`.targets` and are another matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from classifier.configuration import StrictModel, read_model
from classifier.errors import ConfigurationError
from classifier.records import Category, Level, Topic
from classifier.training.evaluation.breakdown import LANGUAGES, LENGTHS, LOOK_ALIKES
from classifier.training.evaluation.comparison import Comparison, Difference
from classifier.training.evaluation.fairness_measures import FAIRNESS_GAP, FAIRNESS_LOWEST
from classifier.training.evaluation.measures import FALSE_ALARMS, MISSED
from classifier.training.evaluation.robustness import VARIANTS
from classifier.vocabulary import ENTITIES

__all__ = ["DEFAULT_GATE", "Gate", "Limit", "Refusal", "Rule", "gate_measures", "judge", "read_gate"]

DEFAULT_GATE = Path(__file__).with_name("gate.yaml")
"""The gate of this project; its comments explain every rule."""

_ALMOST = 1e-9
"""What arithmetic may add to a difference that is exactly the limit."""


def gate_measures() -> frozenset[str]:
    """Return the key of every measure that a gate can speak of."""
    overall = ("must_warn_and_does", "clean_that_warns", "clean_that_shows")
    counted = ("recall", "precision", "f1")
    levels = [f"{category}.{level}" for category in Category for level in (Level.WARN, Level.NOTICE)]
    places = [
        "overall",
        *(f"robustness.{name.replace(' ', '_')}" for name in VARIANTS),
        *(f"breakdowns.length.{name}" for name in LENGTHS),
        *(f"breakdowns.language.{name}" for name in LANGUAGES),
        *(f"breakdowns.look_alike.{name}" for name in LOOK_ALIKES),
    ]
    tallied = [
        *(f"topics.{name}" for name in (*Topic, "together")),
        *(f"entities.{name}" for name in (*ENTITIES, "identifiers")),
    ]
    return frozenset(
        [
            *(f"{place}.{rate}" for place in places for rate in overall),
            *(f"{place}.{rate}" for place in tallied for rate in counted),
            *(f"categories.{place}.{rate}" for place in levels for rate in (MISSED, FALSE_ALARMS, "f1")),
            *(f"calibration.{place}.{rate}" for place in levels for rate in ("error", "brier")),
            FAIRNESS_GAP,
            FAIRNESS_LOWEST,
        ]
    )


def _known(key: str) -> str:
    if key not in gate_measures():
        raise ValueError(f"unknown measure {key!r}")
    return key


Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class Rule(StrictModel):
    """What may not get worse. All numbers are points: hundredths.

    ``worse_by``: the candidate may be worse by so much as measured. ``sure_within``: the worse end of the 95 % interval
    may be worse by so much. ``never_below`` and ``never_above``: no candidate may be, whatever the current version is.
    """

    name: Annotated[str, Field(min_length=3)]
    measures: Annotated[tuple[Annotated[str, AfterValidator(_known)], ...], Field(min_length=1)]
    worse_by: Points | None = None
    sure_within: Points | None = None
    never_below: Points | None = None
    never_above: Points | None = None

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if all(getattr(self, limit) is None for limit in Limit.measured()):
            raise ValueError(f"needs at least one of {', '.join(Limit.measured())}")
        return self


class Gate(StrictModel):
    """The rules of a gate file."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


class Limit(StrEnum):
    """Which limit of a rule a candidate does not keep."""

    NOT_MEASURED = "not_measured"
    WORSE_BY = "worse_by"
    SURE_WITHIN = "sure_within"
    NEVER_BELOW = "never_below"
    NEVER_ABOVE = "never_above"

    @classmethod
    def measured(cls) -> tuple[Limit, ...]:
        """Return the limits that a rule can set."""
        return tuple(limit for limit in cls if limit is not cls.NOT_MEASURED)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a candidate is refused: the rule's name, the measure, the limit, and a sentence with the numbers."""

    rule: str
    measure: str
    limit: Limit
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def read_gate(path: Path | None = None) -> Gate:
    """Read a gate file, by default :data:`DEFAULT_GATE`.

    Raises
    ------
    ConfigurationError
        If the file cannot be read or a rule is wrong; names file and line.
    """
    return read_model(path or DEFAULT_GATE, Gate, error=ConfigurationError)


def judge(comparison: Comparison, gate: Gate) -> tuple[Refusal, ...]:
    """Return every reason to refuse the candidate; none when it may become the current version.

    A measure that was not taken is a reason; one without a case among the messages is not. Of a measure that breaks
    several limits of a rule the first is told.
    """
    return tuple(
        refusal
        for rule in gate.rules
        for key in rule.measures
        if (refusal := _refusal(rule, key, comparison.differences.get(key))) is not None
    )


def _refusal(rule: Rule, key: str, difference: Difference | None) -> Refusal | None:
    what = f"{rule.name} ({key})"
    if difference is None:
        return Refusal(rule.name, key, Limit.NOT_MEASURED, f"{what}: was not measured, so nothing vouches for it.")
    for limit, broken, sentence in _limits(rule, difference):
        if broken:
            return Refusal(rule.name, key, limit, f"{what}: {sentence}.")
    return None


def _limits(rule: Rule, difference: Difference) -> Iterator[tuple[Limit, bool, str]]:
    """Yield every limit that a rule sets, whether it is broken, and the sentence that says so."""
    if isnan(difference.candidate):
        return
    now = 100 * difference.candidate
    changed = f"{_words(difference, 1)}, now {_words(difference, 0)}"
    if rule.worse_by is not None:
        worse = 100 * difference.worse
        sentence = f"was {changed}: worse by {worse:.2f} points, where {rule.worse_by:g} is allowed"
        yield Limit.WORSE_BY, worse > rule.worse_by + _ALMOST, sentence
    if rule.sure_within is not None:
        worst = 100 * difference.at_worst
        sentence = (
            f"was {changed}: may be worse by up to {worst:.2f} points (95 % interval), "
            f"where one must be sure of at most {rule.sure_within:g}"
        )
        yield Limit.SURE_WITHIN, worst > rule.sure_within + _ALMOST, sentence
    if rule.never_below is not None:
        sentence = f"is {_words(difference, 0)}, and may never be below {rule.never_below:g} %"
        yield Limit.NEVER_BELOW, now < rule.never_below - _ALMOST, sentence
    if rule.never_above is not None:
        sentence = f"is {_words(difference, 0)}, and may never be above {rule.never_above:g} %"
        yield Limit.NEVER_ABOVE, now > rule.never_above + _ALMOST, sentence


def _words(difference: Difference, side: int) -> str:
    """Return a version's number with its counts: of the candidate (0) or of the current version (1)."""
    value = (difference.candidate, difference.current)[side]
    if difference.rates is None:
        return f"{100 * value:.2f} %"
    rate = difference.rates[side]
    return f"{100 * value:.2f} % ({rate.hits} of {rate.cases})"
