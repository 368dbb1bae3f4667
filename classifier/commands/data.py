"""``berichtwacht data``: check and count the corpus, compare labellings, and add what an author wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from classifier.commands.exchange import export_messages, import_messages
from classifier.commands.exits import Exit

__all__ = ["commands"]

commands = typer.Typer(help="Check, count and extend the training data.", no_args_is_help=True)
commands.command("import")(import_messages)
commands.command("export")(export_messages)


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


@commands.command("stats")
def stats(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
    *,
    output: Annotated[
        Path | None, typer.Option(help="Directory to write statistics.json and statistics.svg to.")
    ] = None,
) -> None:
    """Count what the corpus holds, per split, and say which quotas it reaches."""
    from classifier.training.corpus import CORPUS, Corpus
    from classifier.training.statistics import corpus_statistics
    from classifier.training.statistics_plots import statistics_svg
    from classifier.training.statistics_tables import print_statistics

    found = corpus_statistics(Corpus.read(directory or CORPUS))
    print_statistics(found, Console())
    if output is None:
        return
    plots = statistics_svg(found)
    output.mkdir(parents=True, exist_ok=True)
    (output / "statistics.json").write_text(json.dumps(found.as_data(), indent=2) + "\n", encoding="utf-8")
    (output / "statistics.svg").write_text(plots, encoding="utf-8")
    typer.echo(f"written: {output / 'statistics.json'}, {output / 'statistics.svg'}")


@commands.command("datasheet")
def datasheet(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Count the corpus into its datasheet, README.md beside the messages."""
    from classifier.training.corpus import CORPUS
    from classifier.training.datasheet import write_datasheet

    typer.echo(f"written: {write_datasheet(directory or CORPUS)}")


@commands.command("agreement")
def agreement(
    first: Annotated[Path | None, typer.Argument(help="Labelled messages: a JSON Lines file or a corpus.")] = None,
    second: Annotated[Path | None, typer.Argument(help="Labels of the same messages by somebody else.")] = None,
) -> None:
    """Say how far two labellings agree; without arguments, every one in training_data/second/ with the corpus."""
    from classifier.training import agreement as comparing
    from classifier.training.corpus import CORPUS

    if first is None:
        by_file = comparing.read_second(CORPUS)
    elif second is None:
        raise typer.BadParameter("a second labelling is missing")
    else:
        by_file = {second.stem: comparing.read_pairs(comparing.read_first(first), second)}
    found = {name: comparing.agreement(pairs) for name, pairs in by_file.items()} if len(by_file) > 1 else {}
    together = comparing.agreement([pair for pairs in by_file.values() for pair in pairs])
    comparing.print_agreement({**found, "together": together}, Console())
    for category in together.below:
        typer.echo(f"{category}: kappa is below {comparing.KAPPA:.2f}")
    if together.below:
        raise typer.Exit(Exit.DATA)


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
