"""The report as sections of plain grids of words, the same for terminal, page and card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TypeVar

from classifier.records import Category, Level
from classifier.training.evaluation.calibration import BINS
from classifier.training.evaluation.fairness import LARGEST_FAIRNESS_GAP, Fairness
from classifier.training.evaluation.misses import Miss
from classifier.training.evaluation.reasons import Reasons, total_reasons
from classifier.training.evaluation.report import Report
from classifier.training.evaluation.robustness import Robustness
from classifier.training.metrics import Confusion, Rate, Tally

__all__ = ["NOTHING", "OVERALL", "WORDS", "Grid", "Section", "header", "number", "rate_words", "sections"]

NOTHING = "–"
"""What stands where there is nothing to measure."""

WORDS = frozenset({"text", "reason"})
"""Columns that hold sentences, which are read from the left."""

OVERALL = {
    "must_warn_and_does": "must warn and does",
    "clean_that_warns": "clean that warns",
    "clean_that_shows": "clean that gets anything",
}
"""The overall rates in words."""

Name = TypeVar("Name", bound=str)

_TALLY = ("precision", "recall", "F1", "right", "missed", "invented")
_KINDS = {"author": "author", "length": "length in words", "language": "language", "look_alike": "look-alikes"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a caption, a name for each column, and rows that begin with what they are about."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: what it answers, and its tables."""

    name: str
    title: str
    text: str
    grids: Sequence[Grid] = ()


def header(report: Report) -> dict[str, str]:
    """Return what was measured, when and how fast, in words."""
    return {
        "model": report.model_version,
        "encoder": report.encoder or NOTHING,
        "policy": report.policy_version,
        "corpus": report.corpus[:16],
        "messages": f"{report.messages:,}",
        "date": f"{report.run.date:%Y-%m-%d %H:%M} UTC",
        "time of an assessment": f"median {report.run.median_ms:.1f} ms, p99 {report.run.p99_ms:.1f} ms",
    }


def sections(report: Report) -> Iterator[Section]:
    """Yield the sections of the report; what was not measured has none."""
    yield from _found(report)
    yield from _trusted(report)
    yield from _heavy(report)
    yield Section(
        "errors",
        "The worst errors to read",
        "What must warn and does not, lowest score first; and what is clean and gets anything, highest score first.",
        [_errors("Missed (dangerous)", report.misses), _errors("False alarms (annoying)", report.false_alarms)],
    )


def _found(report: Report) -> Iterator[Section]:
    """Yield what was found, missed and invented, from the whole to its parts."""
    yield Section(
        "overall",
        "What a writer feels",
        "A miss is dangerous, a false alarm annoying: they are never added up. Shares have their 95 % Wilson interval.",
        [Grid("Overall rates", ("what", "share (95 %)", "cases"), list(_overall(report)))],
    )
    yield Section(
        "categories",
        "Per category",
        "Warn against the rest, and the true level against the one said. Missed is dangerous, invented annoying.",
        [_tallies("Warn against the rest", "category", report.categories), *_confusions(report.confusions)],
    )
    topics = {topic.value: tally for topic, tally in report.topics.items()}
    topics["all (micro average)"] = report.topics_together
    yield Section(
        "topics",
        "Per topic",
        "Sensitive subjects about a person, counted per message. Missed is dangerous, invented annoying.",
        [_tallies("Topics", "topic", topics)],
    )
    yield Section(
        "entities",
        "Per entity type",
        "An entity is right when it overlaps a true one of the same type. Missed is dangerous, invented annoying.",
        [_tallies("Entities", "type", report.entities)],
    )


def _trusted(report: Report) -> Iterator[Section]:
    """Yield for whom that holds, and how far scores and reasons can be trusted."""
    yield Section(
        "breakdowns",
        "For whom and for what",
        "The overall rates apart by author, length, language, and look-alikes: clean messages written to be mistaken.",
        [_breakdown(_KINDS[kind], groups) for kind, groups in report.breakdowns.items()],
    )
    yield Section(
        "calibration",
        "Is a score a probability?",
        f"Scores in {BINS} bins of equal count; the expected calibration error is the mean distance between the score "
        "of a bin and the share for which it is true.",
        [Grid("Expected calibration error", ("category", "score of", "error", "messages"), list(_calibration(report)))],
    )
    yield Section(
        "reasons",
        "Are the reasons the reasons?",
        "Of what got a hint or a warning: whether words are shown for it, and whether the score falls without them.",
        [_reasons(report.reasons)],
    )


def _heavy(report: Report) -> Iterator[Section]:
    if report.robustness is not None:
        yield Section(
            "robustness",
            "When people type worse",
            "The same messages in lower case, without punctuation, and with a typing error in every word of five "
            "letters or more. Points are hundredths.",
            [_robustness(report.robustness)],
        )
    if report.fairness is not None:
        verdict = "within" if report.fairness.passes else "NOT within"
        yield Section(
            "fairness",
            "Whatever the name",
            f"Names of each origin in the same {report.fairness.sentences} sentences. The largest gap is "
            f"{100 * report.fairness.gap:.1f} points, {verdict} the limit of {100 * LARGEST_FAIRNESS_GAP:.0f}.",
            [_fairness(report.fairness)],
        )


def number(value: float, *, digits: int = 3, signed: bool = False) -> str:
    """Return a number, or a dash when there is none."""
    return NOTHING if isnan(value) else f"{value:{'+' if signed else ''}.{digits}f}"


def rate_words(rate: Rate) -> str:
    """Return a share with its interval, or a dash when there are no cases."""
    low, high = rate.interval
    return f"{rate.value:.3f} ({low:.3f}–{high:.3f})" if rate.cases else NOTHING


def _cases(rate: Rate) -> str:
    return f"{rate.hits} of {rate.cases}"


def _overall(report: Report) -> Iterator[tuple[str, ...]]:
    for name, rate in report.overall.items():
        yield OVERALL[name], rate_words(rate), _cases(rate)


def _tallies(caption: str, what: str, tallies: Mapping[Name, Tally]) -> Grid:
    rows = [
        (
            str(name),
            rate_words(tally.precision),
            rate_words(tally.recall),
            number(tally.f1),
            str(tally.right),
            str(tally.missed),
            str(tally.invented),
        )
        for name, tally in tallies.items()
    ]
    return Grid(caption, (what, *_TALLY), rows)


def _confusions(confusions: Mapping[Category, Confusion]) -> Iterator[Grid]:
    for category, confusion in confusions.items():
        said = ["unchecked" if answer is None else answer.value for answer in confusion.answers]
        rows = [
            (truth.value, *(_confused(confusion.rate(truth, answer)) for answer in confusion.answers))
            for truth in Level
        ]
        yield Grid(
            f"Levels of {category}: count and share of the true level", ("truth", *(f"said {s}" for s in said)), rows
        )


def _confused(rate: Rate) -> str:
    return f"{rate.hits}: {rate_words(rate)}" if rate.cases else NOTHING


def _breakdown(kind: str, groups: Mapping[str, Mapping[str, Rate]]) -> Grid:
    rows = [
        (group, *(f"{rate_words(rate)} of {rate.cases}" if rate.cases else NOTHING for rate in rates.values()))
        for group, rates in groups.items()
    ]
    return Grid(f"By {kind}", (kind, *OVERALL.values()), rows)


def _calibration(report: Report) -> Iterator[tuple[str, ...]]:
    for category, levels in report.calibrations.items():
        for level, item in levels.items():
            yield category, level, number(item.error), str(sum(part.rate.cases for part in item.bins))


def _reasons(reasons: Mapping[Category, Reasons]) -> Grid:
    shown: dict[str, Reasons] = {category.value: item for category, item in reasons.items()}
    shown["together"] = total_reasons(reasons.values())
    rows = [(name, *_reason(item.shown), *_reason(item.falls)) for name, item in shown.items()]
    columns = ("category", "shows words (95 %)", "cases", "score falls without them (95 %)", "cases")
    return Grid("Reasons", columns, rows)


def _reason(rate: Rate | None) -> tuple[str, str]:
    return (NOTHING, NOTHING) if rate is None else (rate_words(rate), _cases(rate))


def _robustness(robustness: Robustness) -> Grid:
    key, annoying = "must_warn_and_does", "clean_that_warns"
    rows = [("as written", rate_words(robustness.written[key]), "", rate_words(robustness.written[annoying]), "")]
    for name, rates in robustness.variants.items():
        more = [-robustness.missed_more(name), robustness.warned_more(name)]
        points = [number(value, digits=1, signed=True) for value in more]
        rows.append((name, rate_words(rates[key]), points[0], rate_words(rates[annoying]), points[1]))
    return Grid("Typed worse", ("typed", OVERALL[key], "points", OVERALL[annoying], "points"), rows)


def _fairness(fairness: Fairness) -> Grid:
    ordered = sorted(fairness.recall.items(), key=lambda item: (item[1].value, item[0]))
    rows = [(origin, rate_words(rate), _cases(rate)) for origin, rate in ordered]
    return Grid("Persons found per origin of the name, worst first", ("origin", "recall (95 %)", "cases"), rows)


def _errors(caption: str, misses: Sequence[Miss]) -> Grid:
    rows = [(miss.id, miss.category, f"{miss.score:.3f}", miss.truth, miss.said, miss.text) for miss in misses]
    return Grid(caption, ("message", "category", "score", "truth", "said", "text"), rows)
