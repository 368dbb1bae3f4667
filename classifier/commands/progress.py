"""Progress bars on standard error, where that is a terminal; what a command prints is never mixed with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from classifier.training.progress import Progress, in_silence

__all__ = ["progress_bars"]

Item = TypeVar("Item")


@contextmanager
def progress_bars(console: Console | None = None) -> Iterator[Progress]:
    """Yield what shows a bar for each stretch of work; nothing is shown where nobody watches.

    Parameters
    ----------
    console
        Where to show them; by default standard error.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield in_silence
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True) as bars:

        def shown(items: Sequence[Item], what: str) -> Iterable[Item]:
            return bars.track(items, description=what, total=len(items))

        yield shown
