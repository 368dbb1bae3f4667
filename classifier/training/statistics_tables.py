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

_WIDEST = 1_000

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
    columns = {**{split.value: counts for split, counts in statistics.splits.items()}, "all": statistics.total}

    def show(title: str, rows: Sequence[Row]) -> None:
        console.print(*_tables(title, rows, columns, console))

    show("corpus", _OVERALL)
    show("levels", list(_level_rows()))
    topics = [(topic.value, _number(lambda counts: counts.topics, topic)) for topic in Topic]
    show("topics (messages)", topics)
    entities = [(label, _number(lambda counts: counts.entities, label)) for label in statistics.total.entities]
    show("entities (spans)", entities)
    languages = [(name, _number(lambda counts: counts.languages, name)) for name in statistics.total.languages]
    show("languages", languages)
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


def _tables(title: str, rows: Sequence[Row], columns: Mapping[str, Counts], console: Console) -> list[Table]:
    """Return the columns as one table, or as several below each other where they do not fit beside each other."""
    table = Table(title=title, title_justify="left")
    table.add_column("what", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for name, cell in rows:
        table.add_row(name, *(cell(counts) for counts in columns.values()))
    needed = console.measure(table, options=console.options.update(max_width=_WIDEST)).maximum
    if len(columns) == 1 or needed <= console.width:
        return [table]
    names = list(columns)
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    return [part for half in halves for part in _tables(title, rows, {name: columns[name] for name in half}, console)]


def _quotas(quotas: tuple[Quota, ...]) -> Table:
    table = Table(title="quotas", title_justify="left")
    for name in ("what", "at least", "found", "reached"):
        table.add_column(name, no_wrap=True)
    table.add_column("short")
    for quota in quotas:
        shown = "{:.1%}" if isinstance(quota.least, float) else "{:,}"
        short = ", ".join(f"{name} {count}" for name, count in quota.short)
        reached = "[green]yes[/]" if quota.reached else "[bold red]no[/]"
        table.add_row(quota.name, shown.format(quota.least), shown.format(quota.found), reached, short)
    return table
