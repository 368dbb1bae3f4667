"""The statistics of a corpus as tables in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from classifier.records import Category, Level, Topic
from classifier.training.quotas import Quota
from classifier.training.statistics import Counts, Statistics, share

__all__ = ["print_statistics"]

Cell = Callable[[Counts], str]
Row = tuple[str, Cell]

_OVERALL: tuple[Row, ...] = (
    ("messages", lambda counts: f"{counts.messages:,}"),
    ("authors", lambda counts: str(counts.authors)),
    ("clean", lambda counts: _share(counts.clean, counts.messages)),
    ("look-alikes (of the clean)", lambda counts: _share(counts.look_alikes, counts.clean)),
    ("must warn", lambda counts: _share(counts.must_warn, counts.messages)),
    ("notice only", lambda counts: _share(counts.notice_only, counts.messages)),
    ("words: median", lambda counts: f"{counts.words.median:g}"),
    ("words: 90 % within", lambda counts: f"{counts.words.p90:g}"),
    ("words: longest", lambda counts: str(counts.words.longest)),
    ("several lines", lambda counts: _share(counts.multi_line, counts.messages)),
    ("near-duplicates", lambda counts: str(counts.near_duplicates)),
)


def print_statistics(statistics: Statistics, console: Console) -> None:
    """Print the statistics: what is counted per split, then whether the quotas are reached."""
    console.print(_table("corpus", _OVERALL, statistics))
    console.print(_table("levels", list(_level_rows()), statistics))
    topics = [(topic.value, _number(lambda counts: counts.topics, topic)) for topic in Topic]
    console.print(_table("topics (messages)", topics, statistics))
    entities = [(label, _number(lambda counts: counts.entities, label)) for label in statistics.total.entities]
    console.print(_table("entities (spans)", entities, statistics))
    languages = [(name, _number(lambda counts: counts.languages, name)) for name in statistics.total.languages]
    console.print(_table("languages", languages, statistics))
    console.print(_quotas(statistics.quotas))


def _number(counted: Callable[[Counts], Mapping[Any, int]], key: str) -> Cell:
    return lambda counts: f"{counted(counts)[key]:,}"


def _level_rows() -> Iterator[Row]:
    for category in Category:
        for level in Level:
            yield f"{category} {level}", _level(category, level)


def _level(category: Category, level: Level) -> Cell:
    return lambda counts: _share(counts.levels[category][level], counts.messages)


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({share(part, whole):.1%})"


def _table(title: str, rows: Sequence[Row], statistics: Statistics) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("what", overflow="fold")
    for name in (*statistics.splits, "all"):
        table.add_column(name, justify="right")
    for name, cell in rows:
        table.add_row(name, *(cell(counts) for counts in (*statistics.splits.values(), statistics.total)))
    return table


def _quotas(quotas: tuple[Quota, ...]) -> Table:
    table = Table(title="quotas", title_justify="left")
    for name in ("what", "at least", "found", "reached", "short"):
        table.add_column(name, overflow="fold")
    for quota in quotas:
        shown = "{:.1%}" if isinstance(quota.least, float) else "{:,}"
        short = ", ".join(f"{name} {count}" for name, count in quota.short)
        reached = "[green]yes[/]" if quota.reached else "[bold red]no[/]"
        table.add_row(quota.name, shown.format(quota.least), shown.format(quota.found), reached, short)
    return table
