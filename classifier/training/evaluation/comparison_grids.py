"""A comparison as sections of plain grids of words, the same for terminal and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isnan

from classifier.records import Category, Level
from classifier.training.evaluation.bootstrap import RESAMPLES
from classifier.training.evaluation.changes import Change, Side
from classifier.training.evaluation.comparison import Comparison, Difference
from classifier.training.evaluation.gate import Refusal
from classifier.training.evaluation.grids import NOTHING, OVERALL, Grid, Section, number
from classifier.training.evaluation.measures import FALSE_ALARMS, MISSED

__all__ = ["comparison_header", "comparison_sections"]

_COLUMNS = ("what", "current", "candidate", "change in points (95 %)", "reads as")
_LEVELS = (Level.WARN, Level.NOTICE)
_UNITS = {"author": "whole authors", "message": "messages"}


def comparison_header(comparison: Comparison) -> dict[str, str]:
    """Return what was compared, in words."""
    return {
        "candidate": comparison.candidate,
        "current": comparison.current,
        "policy": comparison.policy_version,
        "corpus": comparison.corpus[:16],
        "messages": _messages(comparison),
        "intervals": f"{RESAMPLES:,} draws of {' and of '.join(_UNITS[unit] for unit in comparison.drawn)}",
    }


def comparison_sections(
    comparison: Comparison,
    *,
    refusals: Sequence[Refusal],
    also: Comparison | None = None,
    show_text: bool = False,
) -> Iterator[Section]:
    """Yield the sections of a comparison; what was not measured has none.

    Parameters
    ----------
    comparison
        What was measured.
    refusals
        What the gate says.
    also
        The same versions on a second set of messages.
    show_text
        Whether to show the texts of the messages that changed side.
    """
    yield _gate(refusals)
    if also is not None:
        yield _also(also, show_text=show_text)
    yield from _found(comparison)
    yield from _trusted(comparison)
    yield Section(
        "changes",
        "Messages that changed side",
        "Better: the level is nearer to the label than before. Neither: as far from it, on its other side.",
        [_counts(comparison.changes), _changes(comparison.changes, show_text=show_text)],
    )


def _messages(comparison: Comparison) -> str:
    return f"{comparison.messages:,} by {comparison.authors} {'author' if comparison.authors == 1 else 'authors'}"


def _gate(refusals: Sequence[Refusal]) -> Section:
    text = (
        "Refused: the candidate is worse than the gate allows."
        if refusals
        else "Passed: nothing that was judged is worse than the gate allows."
    )
    grids = [Grid("Reasons", ("limit", "reason"), [(item.limit, item.sentence) for item in refusals])]
    return Section("gate", "The gate", text, grids if refusals else ())


def _also(also: Comparison, *, show_text: bool) -> Section:
    differences = also.differences
    rows = [
        *(_row(f"overall: {words}", differences[f"overall.{name}"]) for name, words in OVERALL.items()),
        *_levels(also, MISSED),
        *_levels(also, FALSE_ALARMS),
    ]
    return Section(
        "also",
        "The second set",
        f"Messages: {_messages(also)} (hash {also.corpus[:16]}). The gate does not judge them. "
        "With few messages intervals are wide.",
        [
            Grid("Both versions on the second set", _COLUMNS, rows),
            _counts(also.changes),
            _changes(also.changes, show_text=show_text),
        ],
    )


def _found(comparison: Comparison) -> Iterator[Section]:
    """Yield what was found, missed and invented, from the whole to its parts."""
    differences = comparison.differences
    yield Section(
        "overall",
        "What a writer feels",
        "A change is candidate minus current. It reads as better or worse when its whole interval does.",
        [
            Grid(
                "Overall rates",
                _COLUMNS,
                [_row(words, differences[f"overall.{name}"]) for name, words in OVERALL.items()],
            )
        ],
    )
    yield Section(
        "categories",
        "Per category",
        "At warn, and at what is at least a notice. Missed: of what should be reported; false alarms: of the rest.",
        [
            Grid("Missed (dangerous)", _COLUMNS, list(_levels(comparison, MISSED))),
            Grid("False alarms (annoying)", _COLUMNS, list(_levels(comparison, FALSE_ALARMS))),
            Grid("F1", _COLUMNS, list(_levels(comparison, "f1"))),
        ],
    )
    for name, title in (("entities", "Per entity type"), ("topics", "Per topic")):
        grids = [
            Grid(
                f"Recall (the rest is missed: dangerous), {name}", _COLUMNS, list(_ending(comparison, name, "recall"))
            ),
            Grid(
                f"Precision (the rest is invented: annoying), {name}",
                _COLUMNS,
                list(_ending(comparison, name, "precision")),
            ),
        ]
        yield Section(name, title, "What neither version has a case of is left out.", grids)


def _trusted(comparison: Comparison) -> Iterator[Section]:
    """Yield for whom that holds, how far scores can be trusted, and what holds when people type worse."""
    places = [(kind, words) for kind, words in _GROUPS.items() if any(_of(comparison, f"breakdowns.{kind}"))]
    grids = [_rates(comparison, f"breakdowns.{kind}", f"By {words}") for kind, words in places]
    yield Section("breakdowns", "For whom and for what", "The overall rates apart for groups of messages.", grids)
    yield Section(
        "calibration",
        "Is a score a probability?",
        "Expected calibration error, and Brier score: the mean squared distance between a score and the truth.",
        [
            Grid("Expected calibration error", _COLUMNS, list(_ending(comparison, "calibration", "error"))),
            Grid("Brier score", _COLUMNS, list(_ending(comparison, "calibration", "brier"))),
        ],
    )
    if any(_of(comparison, "robustness")):
        text = "The same messages typed worse."
        yield Section("robustness", "When people type worse", text, [_rates(comparison, "robustness", "Typed worse")])
    if any(_of(comparison, "fairness")):
        rows = [_row(key.removeprefix("fairness."), item) for key, item in _of(comparison, "fairness")]
        yield Section(
            "fairness",
            "Whatever the name",
            "Recall of persons per origin of the name. Sentences are drawn again for the intervals, not names.",
            [Grid("Persons found per origin of the name", _COLUMNS, rows)],
        )


_GROUPS = {"author": "author", "length": "length in words", "language": "language", "look_alike": "look-alikes"}


def _levels(comparison: Comparison, kind: str) -> Iterator[tuple[str, ...]]:
    for level in _LEVELS:
        for category in Category:
            difference = comparison.differences[f"categories.{category}.{level}.{kind}"]
            yield _row(f"{category}, {level}: {kind.replace('_', ' ')}", difference)


def _rates(comparison: Comparison, prefix: str, caption: str) -> Grid:
    rows = []
    for key, difference in _of(comparison, prefix):
        group, rate = key.removeprefix(f"{prefix}.").rsplit(".", 1)
        rows.append(_row(f"{group.replace('_', ' ')}: {OVERALL[rate]}", difference))
    return Grid(caption, _COLUMNS, rows)


def _ending(comparison: Comparison, prefix: str, end: str) -> Iterator[tuple[str, ...]]:
    for key, difference in _of(comparison, prefix):
        name = key.removeprefix(f"{prefix}.").removesuffix(f".{end}")
        if key.endswith(f".{end}") and not _is_empty(difference):
            yield _row(name.replace(".", ", "), difference)


def _of(comparison: Comparison, prefix: str) -> Iterator[tuple[str, Difference]]:
    for key, difference in comparison.differences.items():
        if key.startswith(f"{prefix}."):
            yield key, difference


def _is_empty(difference: Difference) -> bool:
    return isnan(difference.candidate) and isnan(difference.current)


def _row(what: str, difference: Difference) -> tuple[str, ...]:
    return what, _side(difference, 1), _side(difference, 0), _change(difference), _reads(difference)


def _side(difference: Difference, side: int) -> str:
    value = number(100 * (difference.candidate, difference.current)[side], digits=1)
    if difference.rates is None or value == NOTHING:
        return value
    rate = difference.rates[side]
    return f"{value} ({rate.hits}/{rate.cases})"


def _change(difference: Difference) -> str:
    change = number(100 * difference.change, digits=1, signed=True)
    if difference.interval is None:
        return change
    low, high = (number(100 * end, digits=1, signed=True) for end in difference.interval)
    return f"{change} ({low}…{high})"


def _reads(difference: Difference) -> str:
    if difference.interval is None:
        return NOTHING
    low, high = difference.interval
    if low == high == 0:
        return "the same"
    if low <= 0 <= high:
        return "not sure"
    return "worse" if difference.worse > 0 else "better"


def _counts(changes: Sequence[Change]) -> Grid:
    counts = Counter((change.category, change.side) for change in changes)
    rows = [(category, *(str(counts[category, side]) for side in Side)) for category in Category]
    return Grid("How many changed side", ("category", *Side), rows)


def _changes(changes: Sequence[Change], *, show_text: bool) -> Grid:
    columns = ("message", "category", "label", "from", "to", "side")
    rows = [
        (change.id, change.category, change.truth, _said(change.before), _said(change.after), change.side)
        + ((change.text,) if show_text else ())
        for change in changes
    ]
    return Grid("Which changed side", (*columns, "text") if show_text else columns, rows)


def _said(level: Level | None) -> str:
    return "unchecked" if level is None else level
