"""The report in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import bidirectional, category

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.training.evaluation.grids import WORDS, Grid, Section, header, sections
from classifier.training.evaluation.report import Report

__all__ = ["print_report", "print_sections"]

_MOVING = frozenset({"Cc", "Zl", "Zp"})
_TURNING = frozenset("LRE RLE PDF LRO RLO LRI RLI FSI PDI".split())


def print_report(report: Report, console: Console) -> None:
    """Print the report as tables: dangerous errors (missed) and annoying ones (false alarms) apart."""
    print_sections(header(report), sections(report), report.notes, console)


def print_sections(facts: Mapping[str, str], parts: Iterable[Section], notes: Iterable[str], console: Console) -> None:
    """Print facts in a line, sections as tables, and notes."""
    console.print(Text(" · ".join(f"{name} {value}" for name, value in facts.items())))
    for section in parts:
        console.print()
        console.print(Text(section.title, style="bold"))
        console.print(Text(section.text, style="dim"))
        for grid in section.grids:
            console.print(_table(grid))
    for note in notes:
        console.print(Text(note, style="yellow"))


def _table(grid: Grid) -> Table:
    table = Table(title=grid.caption, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(grid.columns):
        table.add_column(column, justify="left" if index == 0 or column in WORDS else "right", overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(_visible(cell)) for cell in row))
    return table


def _visible(text: str) -> str:
    """Return ``text`` with what moves or turns a terminal's cursor shown as a mark; it is a message's own."""
    return "".join("␤" if letter == "\n" else "�" if _moves(letter) else letter for letter in text)


def _moves(letter: str) -> bool:
    return category(letter) in _MOVING or bidirectional(letter) in _TURNING
