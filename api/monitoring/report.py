"""What curators read of the counts: periods side by side, overrides, and whether scores are spread as they were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from api.feedback.box import LEAST
from api.feedback.schemas import Action
from api.monitoring.schemas import DriftTold, LevelName, Monitoring, Override, Period, Reference, ReferenceKind
from api.monitoring.telling import told, told_list, told_measure, told_share
from api.store import Database
from api.store.daily_counts import Counted, Kind, counts_between, first_days
from api.store.feedback import Tally, counts
from classifier.drift import BINS, LEAST_SCORES, Change, drift
from classifier.records import Category, Verdict

__all__ = ["PERIODS", "Monitor"]

PERIODS = 12
"""Periods that are told."""

_WEEK = 7

Sums = Counter[tuple[str, str, str]]  # by kind, category and value


@dataclass(frozen=True, slots=True)
class _Span:
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read from the store."""

    counted: Sequence[Counted]
    first_weeks: Mapping[str, tuple[_Span, Sums]]
    feedback: Sequence[Tally]


class Monitor:
    """Makes the report.

    Parameters
    ----------
    database
        The store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def report(
        self, days: int, model_version: str, metrics: Mapping[str, Any], titles: Mapping[str, str]
    ) -> Monitoring:
        """Return what was counted until yesterday, in periods of a number of days.

        Parameters
        ----------
        days
            Days of a period.
        model_version
            The version in use.
        metrics
            What was measured of that version; under ``scores`` a histogram per category, where there is one.
        titles
            What warnings are called, by code.

        Raises
        ------
        StoreUnavailable
            If the store cannot be read.
        """
        spans = _spans(datetime.now(UTC).date(), days)
        read = await self._database.run(lambda session: _read(session, spans))
        sums = _sums(read.counted, spans)
        return Monitoring(
            since=spans[0].since,
            until=spans[-1].until,
            days=days,
            least=LEAST,
            least_scores=LEAST_SCORES,
            model_version=model_version,
            periods=[_period(spans[index], version, sums[index, version]) for index, version in sorted(sums)],
            overrides=_overrides(read.feedback, titles),
            drift=[
                item
                for index, version in sorted(sums)
                if index == len(spans) - 1
                for item in _drifts(
                    version,
                    spans[index],
                    sums[index, version],
                    read.first_weeks.get(version),
                    metrics if version == model_version else {},
                )
            ],
        )


def _spans(today: date, days: int) -> list[_Span]:
    """Return the periods, the oldest first. Today is not over: asked again and again it would tell of single drafts."""
    ends = [today - timedelta(days=1 + days * back) for back in reversed(range(PERIODS))]
    return [_Span(end - timedelta(days=days - 1), end) for end in ends]


def _read(session: Session, spans: Sequence[_Span]) -> _Read:
    since, until = spans[0].since, spans[-1].until
    counted = counts_between(session, since, until)
    recent = {item.model_version for item in counted if item.day >= spans[-1].since}
    weeks = {version: _first_week(day) for version, day in first_days(session).items() if version in recent}
    return _Read(
        counted=counted,
        first_weeks={
            version: (week, _added(counts_between(session, week.since, week.until, model_version=version)))
            for version, week in weeks.items()
        },
        feedback=counts(session, since=since, until=until),
    )


def _first_week(first: date) -> _Span:
    """Return the first seven whole days of a version that began on a day."""
    return _Span(first + timedelta(days=1), first + timedelta(days=_WEEK))


def _added(counted: Sequence[Counted]) -> Sums:
    sums: Sums = Counter()
    for item in counted:
        sums[item.kind, item.category, item.value] += item.count
    return sums


def _sums(counted: Sequence[Counted], spans: Sequence[_Span]) -> Mapping[tuple[int, str], Sums]:
    """Return the counts by the number of the period and the version."""
    days = (spans[0].until - spans[0].since).days + 1
    found: defaultdict[tuple[int, str], list[Counted]] = defaultdict(list)
    for item in counted:
        found[(item.day - spans[0].since).days // days, item.model_version].append(item)
    return {key: _added(items) for key, items in found.items()}


def _scores(sums: Sums, category: Category) -> list[int]:
    return [sums[Kind.SCORE, category, str(index)] for index in range(BINS)]


def _period(span: _Span, version: str, sums: Sums) -> Period:
    return Period(
        since=span.since,
        until=span.until,
        model_version=version,
        verdicts=told({verdict: sums[Kind.VERDICT, "", verdict] for verdict in Verdict}),
        levels={
            category: told({level: sums[Kind.LEVEL, category, level] for level in LevelName}) for category in Category
        },
        scores={category: told_list(_scores(sums, category)) for category in Category},
    )


def _overrides(feedback: Sequence[Tally], titles: Mapping[str, str]) -> list[Override]:
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tally in feedback:
        if tally.warning is not None:
            found[tally.model_version, tally.warning][tally.action] += tally.count
    return [_override(*key, found[key], titles.get(key[1])) for key in sorted(found)]


def _override(version: str, warning: str, actions: Counter[str], title: str | None) -> Override:
    cases = actions.total()
    sent, share, interval = told_share(actions[Action.SENT], cases)
    return Override(
        model_version=version,
        warning=warning,
        title=title,
        feedback=cases if cases >= LEAST else None,
        sent=sent,
        share=share,
        interval=interval,
    )


def _drifts(
    version: str,
    last: _Span,
    sums: Sums,
    first_week: tuple[_Span, Sums] | None,
    metrics: Mapping[str, Any],
) -> Iterator[DriftTold]:
    """Yield the comparisons of one version; a first week is none while it is not over or part of the last period."""
    for category in Category:
        scores = _scores(sums, category)
        if first_week is not None and first_week[0].until < last.since:
            week, counted = first_week
            reference = _scores(counted, category)
            yield from _drift(version, category, scores, ReferenceKind.FIRST_WEEK, reference, week)
        measured = _measured(metrics, category)
        if measured is not None:
            yield from _drift(version, category, scores, ReferenceKind.MEASURED, measured, None)


def _drift(
    version: str,
    category: Category,
    scores: Sequence[int],
    kind: ReferenceKind,
    reference: Sequence[int],
    span: _Span | None,
) -> Iterator[DriftTold]:
    found = drift(reference, scores)
    if found is None:
        return
    since, until = (None, None) if span is None else (span.since, span.until)
    counted = list(reference) if span is None else told_list(reference)
    is_enough = found.change is not Change.UNKNOWN
    yield DriftTold(
        model_version=version,
        category=category,
        reference=Reference(kind=kind, since=since, until=until, scores=counted),
        scores=told_list(scores),
        change=found.change,
        psi=told_measure(found.psi) if is_enough else None,
        by_chance=told_measure(found.by_chance) if is_enough else None,
        jensen_shannon=told_measure(found.jensen_shannon) if is_enough else None,
    )


def _measured(metrics: Mapping[str, Any], category: Category) -> list[int] | None:
    """Return the histogram that a version got when it was measured; ``None`` where there is none of these bins."""
    scores = metrics.get("scores")
    counted = scores.get(category.value) if isinstance(scores, Mapping) else None
    if not isinstance(counted, list) or len(counted) != BINS:
        return None
    return counted if all(isinstance(count, int) and count >= 0 for count in counted) else None
