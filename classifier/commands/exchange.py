"""``berichtwacht data import`` and ``data export``: to the labelling tools that people already use, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from classifier.commands.exits import Exit
from classifier.commands.split_names import SplitName
from classifier.errors import CorpusError

if TYPE_CHECKING:
    from classifier.training.exchange.predictions import Predicted

__all__ = ["export_messages", "import_messages"]

FormatName = Literal["berichtwacht", "label-studio", "prodigy", "doccano", "spacy"]


def import_messages(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What a labelling tool exported.")],
    *,
    form: Annotated[FormatName, typer.Option("--format", help="The tool that wrote it.")],
    author: Annotated[
        str | None, typer.Option(help="Add the messages as new ones of this author; by default ids have to be known.")
    ] = None,
    skip_invalid: Annotated[bool, typer.Option("--skip-invalid", help="Leave out what is wrong, and name it.")] = False,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Take labelled messages into the corpus: all of them, or none when one is wrong."""
    from classifier.training.corpus import CORPUS
    from classifier.training.exchange import Format, read_file
    from classifier.training.exchange.merging import add_new, replace_known

    wrong: list[CorpusError] = []
    refused = wrong.append if skip_invalid else None
    entries = list(read_file(path, Format(form), refused=refused))
    corpus = directory or CORPUS
    if author is None:
        merged = replace_known(entries, corpus, refused=refused)
        done = f"{merged.taken} messages, {merged.changed} of them changed"
    else:
        merged = add_new(entries, corpus, author=author, refused=refused)
        there = merged.taken - merged.changed
        done = f"{merged.changed} messages added" + (f", {there} were there already" if there else "")
    for problem in wrong:
        typer.echo(str(problem), err=True)
    left = f", {len(wrong)} left out" if wrong else ""
    typer.echo(f"{path}: {done}{left}")
    if wrong and not merged.taken:
        raise typer.Exit(Exit.DATA)


def export_messages(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; one that is there is replaced.")],
    *,
    form: Annotated[FormatName, typer.Option("--format", help="The tool that reads it.")],
    author: Annotated[str | None, typer.Option(help="Only the messages of this author.")] = None,
    split: Annotated[SplitName | None, typer.Option(help="Only the messages of this split.")] = None,
    predict: Annotated[
        bool, typer.Option("--predict", help="With what the model says, to be corrected, in place of the labels.")
    ] = False,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
) -> None:
    """Write messages of the corpus for a labelling tool; Label Studio and Prodigy take predictions too."""
    from classifier.training.corpus import CORPUS, Corpus, Split
    from classifier.training.exchange import Format, write_file

    chosen = Format(form)
    if predict and not chosen.takes_predictions:
        typer.echo("berichtwacht: only Label Studio and Prodigy show predictions", err=True)
        raise typer.Exit(Exit.USAGE)
    corpus = Corpus.read(directory or CORPUS)
    splits = list(Split) if split is None else [Split(split)]
    messages = [
        message
        for message in corpus.messages
        if author in (None, message.author) and corpus.authors[message.author].split in splits
    ]
    if not messages:
        typer.echo("berichtwacht: no message of the corpus is of that author and split", err=True)
        raise typer.Exit(Exit.DATA)
    write_file(path, messages, chosen, predict=_predictor(models) if predict else None)
    typer.echo(f"{path}: {len(messages)} messages")


def _predictor(models: Path | None) -> Callable[[str], Predicted]:
    from classifier import Classifier, Draft
    from classifier.training.exchange.predictions import predicted

    classifier = Classifier.load(models=models)
    return lambda text: predicted(classifier.assess(Draft(text=text)))
