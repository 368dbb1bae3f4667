"""The report: everything that is measured of one model on one set of messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from classifier.drift import histogram
from classifier.records import Assessment, Category, CategoryScore, Level, Topic
from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor, assess_timed
from classifier.training.evaluation.breakdown import breakdowns
from classifier.training.evaluation.calibration import Calibration, category_calibrations
from classifier.training.evaluation.data import report_data
from classifier.training.evaluation.fairness import Fairness, fairness
from classifier.training.evaluation.messages import corpus_hash
from classifier.training.evaluation.misses import Miss, worst_false_alarms, worst_misses
from classifier.training.evaluation.reasons import Reasons, category_reasons
from classifier.training.evaluation.robustness import Robustness, robustness
from classifier.training.metrics import (
    Confusion,
    Rate,
    Tally,
    category_tally,
    confusion,
    entity_tallies,
    messages_overall,
    topic_tallies,
    topic_tally,
)

__all__ = ["ERRORS", "Report", "Run", "evaluate", "fairness_gap"]

ERRORS = 20
"""Errors of either kind that are kept to be read."""


@dataclass(frozen=True, slots=True)
class Run:
    """What differs between two runs of the same model: the date, and the milliseconds that an assessment took."""

    date: datetime
    median_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured; a part that was not measured is ``None``, and ``notes`` says why."""

    model_version: str
    encoder: str | None
    policy_version: str
    corpus: str
    messages: int
    run: Run
    overall: Mapping[str, Rate]
    categories: Mapping[Category, Tally]
    confusions: Mapping[Category, Confusion]
    scores: Mapping[Category, Sequence[int]]
    topics: Mapping[Topic, Tally]
    topics_together: Tally
    entities: Mapping[str, Tally]
    breakdowns: Mapping[str, Mapping[str, Mapping[str, Rate]]]
    calibrations: Mapping[Category, Mapping[Level, Calibration]]
    reasons: Mapping[Category, Reasons]
    robustness: Robustness | None
    fairness: Fairness | None
    misses: Sequence[Miss]
    false_alarms: Sequence[Miss]
    notes: Sequence[str]

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data, with its version; see :func:`.data.report_data`."""
        return report_data(self)


def evaluate(
    assessor: Assessor,
    messages: Iterable[Message],
    *,
    scores: Sequence[Mapping[Category, CategoryScore]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    encoder: str | None = None,
    quick: bool = False,
    errors: int = ERRORS,
) -> Report:
    """Assess every message and count what is right, missed and invented.

    Parameters
    ----------
    assessor
        A classifier.
    messages
        Labelled messages, at least one.
    scores
        The scores of every message, for the calibration of ``notice``, which an assessment does not show.
    names
        Full names of each origin, to measure fairness with.
    encoder
        The hash of the encoder, when it is known.
    quick
        Leave out what assesses messages again: the test of reasons, robustness and fairness.
    errors
        How many errors of either kind to keep to be read.
    """
    messages = tuple(messages)
    if not messages:
        raise ValueError("there is nothing to measure on")
    assessments, milliseconds = assess_timed(assessor, [message.text for message in messages])
    fair = None if quick or names is None else fairness(assessor, messages, names)
    return Report(
        model_version=assessments[0].model_version,
        encoder=encoder,
        policy_version=assessments[0].policy_version,
        corpus=corpus_hash(messages),
        messages=len(messages),
        run=_run(milliseconds),
        **_counts(messages, assessments),
        breakdowns=breakdowns(messages, assessments),
        calibrations=category_calibrations(messages, assessments, scores),
        reasons={
            category: category_reasons(assessor, messages, assessments, category, leave_out=not quick)
            for category in Category
        },
        robustness=None if quick else robustness(assessor, messages, assessments),
        fairness=fair,
        misses=worst_misses(messages, assessments, most=errors),
        false_alarms=worst_false_alarms(messages, assessments, most=errors),
        notes=_notes(quick=quick, scores=scores is not None, names=names is not None, fair=fair is not None),
    )


def fairness_gap(report: Report) -> float | None:
    """Return the largest difference of recall between two origins of a name, as a share.

    The gate is :data:`.fairness.LARGEST_FAIRNESS_GAP`. ``None`` when fairness was not measured, which is no pass.
    """
    return None if report.fairness is None else report.fairness.gap


def _histogram(assessments: Sequence[Assessment], category: Category) -> tuple[int, ...]:
    scores = (assessment.categories[category].score for assessment in assessments)
    return histogram(score for score in scores if score is not None)


def _counts(messages: Sequence[Message], assessments: Sequence[Assessment]) -> dict[str, Any]:
    return {
        "overall": messages_overall(messages, assessments),
        "categories": {category: category_tally(messages, assessments, category) for category in Category},
        "confusions": {category: confusion(messages, assessments, category) for category in Category},
        "scores": {category: _histogram(assessments, category) for category in Category},
        "topics": topic_tallies(messages, assessments),
        "topics_together": topic_tally(messages, assessments),
        "entities": entity_tallies(messages, assessments),
    }


def _run(milliseconds: Sequence[float]) -> Run:
    median, p99 = np.percentile(milliseconds, (50, 99))
    return Run(datetime.now(UTC).replace(microsecond=0), float(median), float(p99))


def _notes(*, quick: bool, scores: bool, names: bool, fair: bool) -> tuple[str, ...]:
    notes = []
    if quick:
        notes.append("The leave-out test of reasons, robustness and fairness were not measured: the run was quick.")
    elif not names:
        notes.append("Fairness was not measured: there are no names by origin (names/origins.yaml of the corpus).")
    elif not fair:
        notes.append("Fairness was not measured: no message of 4 to 20 words names exactly one person.")
    if not scores:
        notes.append("The calibration of notice was not measured: an assessment shows the score of warn only.")
    return tuple(notes)
