"""``berichtwacht train``: a new version of the scorers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

__all__ = ["train"]


def train(
    *,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
    models: Annotated[Path | None, typer.Option(help="Where to write the version; by default models/.")] = None,
    version: Annotated[str | None, typer.Option(help="Name of the version.")] = None,
    encoder: Annotated[
        Path | None, typer.Option(help="Directory of the encoder; by default that of the current version.")
    ] = None,
    keep_current: Annotated[
        bool, typer.Option("--keep-current", help="Do not measure the new version and make it current.")
    ] = False,
) -> None:
    """Train the scorers of a model version on the corpus, measure it on the frozen test set, and make it current."""
    from classifier.training.corpus import CORPUS
    from classifier.training.evaluation import print_report
    from classifier.training.train import make_current, measure
    from classifier.training.train import train as train_version

    path = train_version(directory or CORPUS, models=models, version=version, encoder=encoder)
    typer.echo(str(path))
    if not keep_current:
        report = measure(path, directory or CORPUS)  # a version that cannot be measured does not become current
        make_current(path)
        print_report(report, Console())
