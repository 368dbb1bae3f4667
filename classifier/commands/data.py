"""``berichtwacht data``: check the corpus, and add what an author wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classifier.commands.exits import Exit

__all__ = ["commands"]

commands = typer.Typer(help="Check and extend the training data.", no_args_is_help=True)


@commands.command("check")
def check(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Check every record against the labelling guideline; names file and line of what is wrong."""
    from classifier.training.checks import check_corpus
    from classifier.training.corpus import CORPUS

    problems = check_corpus(directory or CORPUS)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(Exit.DATA)
    typer.echo("no problems")


@commands.command("add")
def add(
    path: Annotated[Path, typer.Argument(help="Messages with entities marked in place.")],
    *,
    author: Annotated[str, typer.Option(help="The author's id.")],
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Add the messages that an author wrote, with entities marked as [[Yilmaz|PERSON]], to the corpus."""
    from classifier.training.corpus import CORPUS, read_messages, write_messages
    from classifier.training.markup import read_written

    target = (directory or CORPUS) / "messages" / f"{author}.jsonl"
    before = list(read_messages(target)) if target.exists() else []
    added = list(read_written(path, author=author, first=len(before) + 1))
    write_messages(target, [*before, *added])
    typer.echo(f"{target}: {len(added)} added, {len(before) + len(added)} in all")
