"""``berichtwacht data``: check and count the corpus, compare labellings, add what authors wrote, and split them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from classifier.commands.exchange import export_messages, import_messages
from classifier.commands.exits import Exit
from classifier.commands.progress import Shown
from classifier.commands.split_names import SplitName
from classifier.commands.suspects import suspects

__all__ = ["commands"]

commands = typer.Typer(help="Check, count and extend the training data.", no_args_is_help=True)
commands.command("suspects")(suspects)
commands.command("import")(import_messages)
commands.command("export")(export_messages)


@commands.command("check")
def check(
    directory: Annotated[Path | None, typer.Argument(help="The corpus; by default training_data/.")] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too, such as of thin labels.")] = False,
) -> None:
    """Check every record against the labelling guideline; names file and line of all that is wrong."""
    from classifier.training.checks import examine
    from classifier.training.corpus import CORPUS

    with Shown() as shown:
        found = examine(directory or CORPUS, progress=shown.through)
    for problem in found.problems:
        typer.echo(str(problem))
    for warning in found.warnings:
        typer.echo(f"warning: {warning}", err=True)
    if not found.problems:
        typer.echo("no problems")
    if found.problems or (strict and found.warnings):
        raise typer.Exit(Exit.DATA)


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

    with Shown() as shown:
        found = corpus_statistics(Corpus.read(directory or CORPUS), progress=shown.through)
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
    skip_invalid: Annotated[
        bool, typer.Option("--skip-invalid", help="Add the right lines where others are wrong.")
    ] = False,
) -> None:
    """Add the messages that an author wrote, with entities marked as [[Yilmaz|PERSON]], to the corpus."""
    from classifier.training.adding import add_written
    from classifier.training.corpus import CORPUS

    done = add_written(path, author=author, directory=directory or CORPUS, skip_invalid=skip_invalid)
    for problem in done.refused:
        typer.echo(str(problem), err=True)
    if done.refused and not done.added:
        typer.echo(f"berichtwacht: nothing was added: {len(done.refused)} wrong", err=True)
        raise typer.Exit(Exit.DATA)
    left_out = f", {len(done.refused)} wrong and left out" if done.refused else ""
    typer.echo(f"{done.path}: {done.added} added, {done.total} in all{left_out}")


@commands.command("split")
def split(
    author: Annotated[str | None, typer.Argument(help="The author's id; without it, all authors are shown.")] = None,
    *,
    to: Annotated[SplitName | None, typer.Option(help="The split to put them into.")] = None,
    brief: Annotated[str | None, typer.Option(help="Who a new author is, where they write, and about what.")] = None,
    move: Annotated[bool, typer.Option("--move", help="Take an author who is in another split out of it.")] = False,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Show which author is in which split, or put an author into one; messages of the test set never move."""
    from classifier.training.corpus import AUTHORS, CORPUS, Split
    from classifier.training.splits import print_splits, set_split, split_table

    directory = directory or CORPUS
    if author is None and to is None:
        print_splits(split_table(directory), Console())
        return
    if author is None or to is None:
        raise typer.BadParameter("an author and --to go together")
    made = set_split(author, Split(to), brief=brief, move=move, directory=directory)
    typer.echo(f"{directory / AUTHORS}: {author} is in {made.split}")
