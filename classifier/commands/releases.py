"""``berichtwacht promote``, ``rollback`` and ``versions``: which model version is the current one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from classifier.commands.judging import judge_on
from classifier.commands.progress import Shown
from classifier.errors import BerichtwachtError

__all__ = ["promote", "rollback", "versions"]

Models = Annotated[Path | None, typer.Option(help="Directory of the model versions.")]


def promote(
    version: Annotated[str, typer.Argument(help="Name of the version, or its directory when it lies elsewhere.")],
    *,
    models: Models = None,
    directory: Annotated[
        Path | None, typer.Option(help="The corpus with the frozen test set; by default training_data/.")
    ] = None,
    gate: Annotated[
        Path | None, typer.Option(help="What may not get worse; by default the gate of Berichtwacht.")
    ] = None,
    despite: Annotated[
        str | None, typer.Option(help="Why it is promoted although the gate refuses it; kept in the history.")
    ] = None,
) -> None:
    """Make a version the current one, when the gate finds it no worse where it matters; running services take it."""
    from classifier.training.corpus import CORPUS
    from classifier.training.releases import promote as promote_version

    if despite is not None and not despite.strip():
        raise BerichtwachtError("--despite needs a reason, which is kept in the history")
    with Shown() as shown:
        judge = judge_on(directory or CORPUS, gate=gate, shown=shown)
        switch = promote_version(version, models=models, directory=directory or CORPUS, judge=judge, despite=despite)
    typer.echo(f"current: {switch.version} (before: {switch.before or 'none'})")


def rollback(
    version: Annotated[
        str | None,
        typer.Argument(help="Name of the version; by default the one that the current one took the place of."),
    ] = None,
    *,
    models: Models = None,
    reason: Annotated[str | None, typer.Option(help="Why; kept in the history.")] = None,
) -> None:
    """Go back to an earlier version; nothing is measured."""
    from classifier.training.releases import rollback as roll_back

    switch = roll_back(version, models=models, reason=reason)
    typer.echo(f"current: {switch.version} (before: {switch.before or 'none'})")


def versions(*, models: Models = None) -> None:
    """List the versions and the history of switches."""
    from classifier.training.releases import history
    from classifier.training.versions import METRICS, list_versions

    console = Console()
    listed = list_versions(models)
    table = Table("", box=SIMPLE_HEAD, pad_edge=False)
    for column in ("version", "made", "data", "code", *METRICS.values()):
        table.add_column(column, overflow="fold", no_wrap=column == "version")
    for version in listed:
        rates = ("–" if rate is None else f"{rate:.1%}" for rate in version.rates.values())
        row = (version.name, version.created[:16].replace("T", " "), version.data_hash[:8], version.code, *rates)
        table.add_row("*" if version.is_current else "", *map(Text, row), style="red" if version.problem else "")
    console.print(table)
    for version in listed:
        if version.problem:
            console.print(Text(f"cannot be used: {version.problem}"))
    for switch in history(models):
        reason = f": {switch.reason}" if switch.reason else ""
        console.print(_printable(f"{switch.at}  {switch.action}  {switch.before or 'none'} → {switch.version}{reason}"))


def _printable(line: str) -> Text:
    return Text("".join(letter if letter.isprintable() else "�" for letter in line))
