"""How far a long command is: bars on a terminal, else a line now and then, both on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

__all__ = ["Shown"]

Item = TypeVar("Item")

EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


class Shown:
    """Shows how far each part of the work is.

    Parameters
    ----------
    console
        Where to show it; by default standard error.
    every
        Seconds between two lines, where the console is no terminal.
    """

    def __init__(self, console: Console | None = None, *, every: float = EVERY) -> None:
        console = console or Console(stderr=True)
        self._bars: Progress | None = None
        if console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bars = Progress(*columns, console=console)
        self._every = every
        self._tasks: dict[str, TaskID] = {}
        self._said: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Begin to show."""
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if self._bars is None:
            self._say(what, done, total)
            return
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what, total=total)
        self._bars.update(self._tasks[what], completed=done, total=total)

    def through(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        """Yield the items, and show how many have been dealt with."""
        self(what, 0, len(items))
        for done, item in enumerate(items, 1):
            yield item
            self(what, done, len(items))

    def _say(self, what: str, done: int, total: int) -> None:
        """Say the beginning, the end, and something in between."""
        now = time.monotonic()
        if done < total and now - self._said.get(what, -self._every) < self._every:
            return
        self._said[what] = now
        typer.echo(f"{what}: {done:,} of {total:,}", err=True)
