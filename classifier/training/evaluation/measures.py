"""What two versions are compared by: shares and errors, each a function of sums over messages.

A share such as recall is a sum over messages divided by another, and so it is in every resample of them. That makes
thousands of resamples one multiplication of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from classifier.records import Assessment, Category, CategoryScore, Level, Topic
from classifier.training.corpus import Message
from classifier.training.evaluation.calibration import BINS
from classifier.training.metrics import Rate, Tally, entity_tallies, highest_level, must_warn, topic_tallies

__all__ = [
    "FALSE_ALARMS",
    "IDENTIFIERS",
    "MISSED",
    "Measure",
    "calibration_measures",
    "category_measures",
    "entity_labels",
    "entity_measures",
    "overall_measures",
    "share",
    "topic_measures",
    "values_of",
]

FloatArray = npt.NDArray[np.float64]

IDENTIFIERS = (
    "NL_BSN",
    "IBAN_CODE",
    "CREDIT_CARD",
    "ID_DOCUMENT",
    "NL_LICENSE_PLATE",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "NL_POSTCODE",
    "CREDENTIAL",
)
"""Entities whose loss is a data breach by itself; counted together as ``entities.identifiers``."""

MISSED, FALSE_ALARMS = "missed", "false_alarms"
"""The dangerous and the annoying kind of error, as shares of what should be reported, and of what should not."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that is measured of a version.

    ``hits`` and ``cases`` have a row per message. ``value`` makes the number of their sums: of shape (resamples,
    columns) each, to one number a resample. ``counted``: the number is a share of cases that can be counted.
    """

    key: str
    lower_is_better: bool
    hits: FloatArray = field(repr=False)
    cases: FloatArray = field(repr=False)
    value: Callable[[FloatArray, FloatArray], FloatArray]
    counted: bool = False

    @property
    def rate(self) -> Rate | None:
        """The share with its counts; ``None`` when it is no share of cases."""
        return Rate(int(self.hits.sum()), int(self.cases.sum())) if self.counted else None


def values_of(measures: Sequence[Measure], sums: Callable[[FloatArray], FloatArray]) -> Iterator[FloatArray]:
    """Yield the values of every measure in every resample, all summed at once.

    Parameters
    ----------
    measures
        The measures of one version.
    sums
        Sums columns over resamples; see :meth:`.bootstrap.Resampling.sums`.
    """
    columns = [part for measure in measures for part in (measure.hits, measure.cases)]
    ends = np.cumsum([part.shape[1] for part in columns])
    parts = np.split(sums(np.hstack(columns)), ends[:-1], axis=1)
    for measure, hits, cases in zip(measures, parts[::2], parts[1::2], strict=True):
        yield measure.value(hits, cases)


def share(
    key: str, hits: Iterable[float], cases: Iterable[float], *, lower_is_better: bool = False, counted: bool = True
) -> Measure:
    """Return a measure that is the sum of ``hits`` divided by that of ``cases``."""
    return Measure(key, lower_is_better, _column(hits), _column(cases), _quotient, counted)


def overall_measures(
    prefix: str,
    messages: Sequence[Message],
    assessments: Sequence[Assessment],
    *,
    among: Collection[int] | None = None,
) -> list[Measure]:
    """Return the rates that a writer feels; see :func:`classifier.training.metrics.messages_overall`.

    Parameters
    ----------
    prefix
        What their keys begin with.
    messages, assessments
        The messages and what was said of each.
    among
        The places of the messages that count; by default all do.
    """
    counts = np.isin(np.arange(len(messages)), range(len(messages)) if among is None else list(among)).tolist()
    must = _both([must_warn(message) for message in messages], counts)
    clean = _both([message.clean for message in messages], counts)
    said = [highest_level(assessment) for assessment in assessments]
    warns, shows = [level is Level.WARN for level in said], [level is not Level.NONE for level in said]
    return [
        share(f"{prefix}.must_warn_and_does", _both(warns, must), must),
        share(f"{prefix}.clean_that_warns", _both(warns, clean), clean, lower_is_better=True),
        share(f"{prefix}.clean_that_shows", _both(shows, clean), clean, lower_is_better=True),
    ]


def category_measures(messages: Sequence[Message], assessments: Sequence[Assessment]) -> Iterator[Measure]:
    """Yield, per category and level, what is missed and what is a false alarm, and F1.

    The level ``notice`` counts what is at least a notice; a category that was not checked counts as not reported.
    """
    for category in Category:
        for level in (Level.WARN, Level.NOTICE):
            true = [message.level(category).rank >= level.rank for message in messages]
            said = [_rank(assessment, category) >= level.rank for assessment in assessments]
            right, missed, invented = (
                [wanted is there and got is reported for there, reported in zip(true, said, strict=True)]
                for wanted, got in ((True, True), (True, False), (False, True))
            )
            key = f"categories.{category}.{level}"
            yield share(f"{key}.{MISSED}", missed, true, lower_is_better=True)
            yield share(f"{key}.{FALSE_ALARMS}", invented, (not there for there in true), lower_is_better=True)
            yield _f1(key, right, missed, invented)


def topic_measures(messages: Sequence[Message], assessments: Sequence[Assessment]) -> Iterator[Measure]:
    """Yield recall and precision of every topic, and of all of them together (micro average)."""
    tallies = [topic_tallies([message], [said]) for message, said in zip(messages, assessments, strict=True)]
    for topic in Topic:
        yield from _tallied(f"topics.{topic}", [tally[topic] for tally in tallies])
    yield from _tallied("topics.together", [_total(tally.values()) for tally in tallies])


def entity_labels(messages: Sequence[Message], assessments: Sequence[Assessment]) -> set[str]:
    """Return the labels of every entity that is there or was reported."""
    return set(entity_tallies(messages, assessments))


def entity_measures(
    messages: Sequence[Message], assessments: Sequence[Assessment], labels: Iterable[str]
) -> Iterator[Measure]:
    """Yield recall and precision of every entity in ``labels``, and of the identifiers together."""
    tallies = [entity_tallies([message], [said]) for message, said in zip(messages, assessments, strict=True)]
    for label in sorted(labels):
        yield from _tallied(f"entities.{label}", [tally.get(label, _NOTHING) for tally in tallies])
    together = [_total(tally[label] for label in IDENTIFIERS if label in tally) for tally in tallies]
    yield from _tallied("entities.identifiers", together)


def calibration_measures(
    messages: Sequence[Message],
    assessments: Sequence[Assessment],
    scores: Sequence[Mapping[Category, CategoryScore]] | None,
) -> Iterator[Measure]:
    """Yield, per category, the calibration error and the Brier score of ``warn``, and of ``notice`` with ``scores``.

    The expected calibration error is that of :mod:`.calibration`; its bins stay what they are when messages are drawn
    again. The Brier score is the mean squared distance between a score and the truth. What was not checked is left out.
    """
    for category in Category:
        shown = [assessment.categories[category].score for assessment in assessments]
        truth = np.array([message.level(category).rank for message in messages])
        warned = np.array([np.nan if score is None else score for score in shown])
        yield from _calibrated(f"calibration.{category}.{Level.WARN}", warned, truth >= Level.WARN.rank)
        if scores is not None:
            noticed = np.array([score[category].notice for score in scores])
            yield from _calibrated(f"calibration.{category}.{Level.NOTICE}", noticed, truth >= Level.NOTICE.rank)


_NOTHING = Tally(0, 0, 0)


def _calibrated(key: str, scores: FloatArray, truth: npt.NDArray[np.bool_]) -> Iterator[Measure]:
    checked = ~np.isnan(scores)
    distances = np.where(checked, np.nan_to_num(scores) - truth, 0.0)
    bins = np.zeros((len(scores), BINS))
    checked_rows = np.flatnonzero(checked)
    order = checked_rows[np.argsort(scores[checked], kind="stable")]
    for number, part in enumerate(np.array_split(order, BINS)):
        bins[part, number] = distances[part]
    yield Measure(f"{key}.error", True, bins, _column(checked), _distance)
    yield share(f"{key}.brier", distances**2, checked, lower_is_better=True, counted=False)


def _tallied(key: str, tallies: Sequence[Tally]) -> Iterator[Measure]:
    right, missed, invented = ([getattr(item, kind) for item in tallies] for kind in ("right", "missed", "invented"))
    yield share(f"{key}.recall", right, np.add(right, missed))
    yield share(f"{key}.precision", right, np.add(right, invented))
    yield _f1(key, right, missed, invented)


def _f1(key: str, right: Sequence[float], missed: Sequence[float], invented: Sequence[float]) -> Measure:
    """Return the harmonic mean of precision and recall, which is a share of sums too."""
    twice = 2 * np.asarray(right, dtype=float)
    both = twice + np.asarray(missed, dtype=float) + np.asarray(invented, dtype=float)
    return share(f"{key}.f1", twice, both, counted=False)


def _total(tallies: Iterable[Tally]) -> Tally:
    known = list(tallies)
    return Tally(
        sum(item.right for item in known), sum(item.missed for item in known), sum(item.invented for item in known)
    )


def _rank(assessment: Assessment, category: Category) -> int:
    level = assessment.categories[category].level
    return Level.NONE.rank if level is None else level.rank


def _both(first: Sequence[bool], second: Sequence[bool]) -> list[bool]:
    return [one and other for one, other in zip(first, second, strict=True)]


def _column(values: Iterable[float]) -> FloatArray:
    return np.fromiter(values, dtype=float).reshape(-1, 1)


def _quotient(hits: FloatArray, cases: FloatArray) -> FloatArray:
    return _shares(hits, cases)[:, 0]


def _distance(hits: FloatArray, cases: FloatArray) -> FloatArray:
    return _shares(np.abs(hits).sum(axis=1, keepdims=True), cases)[:, 0]


def _shares(hits: FloatArray, cases: FloatArray) -> FloatArray:
    """Return ``hits / cases``, not a number where there are no cases."""
    shares: FloatArray = np.divide(hits, cases, out=np.full(hits.shape, np.nan), where=cases > 0)
    return shares
