"""``berichtwacht data suspects``: likely label errors, and the messages whose labelling would help most."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from classifier.commands.progress import Shown
from classifier.commands.split_names import SplitName

if TYPE_CHECKING:
    from classifier.training.usefulness import Usefulness

__all__ = ["suspects"]

Row = dict[str, Any]

_TITLES = {
    "label": "levels and topics that are likely to be wrong",
    "entity": "spans that are likely to be wrong",
    "useful": "messages whose labelling would help most",
}


def suspects(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
    *,
    split: Annotated[
        list[SplitName] | None,
        typer.Option(help="A split to look at; by default scorers and development. The encoder has seen its own."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of each kind.")] = 20,
    pool: Annotated[
        Path | None, typer.Option(help="JSON Lines with a text each: only say which of these to label first.")
    ] = None,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    output: Annotated[Path | None, typer.Option(help="File to write them to, as JSON Lines.")] = None,
    show_text: Annotated[
        bool, typer.Option("--show-text", help="Show the messages too; those of a pool are never shown.")
    ] = False,
) -> None:
    """List labels that are likely to be wrong, and the messages that a (second) labelling would help most."""
    from classifier.training.corpus import CORPUS, Split
    from classifier.training.disk import replace_file

    splits = [Split(name) for name in split or (SplitName.SCORERS, SplitName.DEVELOPMENT)]
    with Shown() as shown:
        if pool is None:
            rows = _of_corpus(directory or CORPUS, splits, limit, models, shown.through, show_text=show_text)
        else:
            rows = _of_pool(pool, directory or CORPUS, splits, limit, models, shown.through)
    if output is not None:
        replace_file(output, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode())
    for kind, title in _TITLES.items():
        _print(title, [row for row in rows if row["kind"] == kind])
    if output is not None:
        typer.echo(f"written: {output}")


def _of_corpus(
    directory: Path, splits: Sequence[Any], limit: int, models: Path | None, progress: Any, *, show_text: bool
) -> list[Row]:
    from classifier.training.looking import look

    found = look(directory, splits, models=models, progress=progress)
    rows = [
        *({"kind": "label", **item.as_data(), "text": item.placed.message.text} for item in found.labels[:limit]),
        *({"kind": "entity", **item.as_data(), "text": item.placed.message.text} for item in found.spans[:limit]),
        *(
            {**_useful(item.message.id, f"{item.path}:{item.line}", useful), "text": item.message.text}
            for item, useful in found.useful[:limit]
        ),
    ]
    return rows if show_text else [{name: value for name, value in row.items() if name != "text"} for row in rows]


def _of_pool(
    pool: Path, directory: Path, splits: Sequence[Any], limit: int, models: Path | None, progress: Any
) -> list[Row]:
    from classifier.training.placed import read_placed
    from classifier.training.worth_labelling import read_pool, useful_in_pool

    known = [item.message.text for item in read_placed(directory, splits)]
    found = useful_in_pool(read_pool(pool), known, models=models, progress=progress)
    return [_useful(message.id, f"{message.path}:{message.line}", useful) for message, useful in found[:limit]]


def _useful(name: str, place: str, useful: Usefulness) -> Row:
    reasons = {reason: getattr(useful, reason) for reason in ("total", "disagreement", "uncertainty", "novelty")}
    return {"kind": "useful", "id": name, "place": place, **{key: round(value, 4) for key, value in reasons.items()}}


def _print(title: str, rows: Sequence[Row]) -> None:
    """Print rows as a table; of a place the name of the file and the line, which fit beside the rest."""
    if not rows:
        return
    names = [name for name in rows[0] if name not in {"kind", "text"}]
    table = Table(*names, title=title, title_justify="left", show_lines="text" in rows[0])
    for row in rows:
        shown = row | {"place": Path(row["place"]).name}
        table.add_row(*(escape(str(shown[name])) for name in names))
        if "text" in row:
            table.add_row("", escape(row["text"]))
    Console().print(table)
