"""``berichtwacht train``: a new version of the scorers, measured, and never current by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classifier.commands.encoder import make_encoder
from classifier.commands.judging import judge_on
from classifier.commands.progress import Shown
from classifier.errors import BerichtwachtError

__all__ = ["train"]


def train(
    *,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
    models: Annotated[Path | None, typer.Option(help="Where to write the version; by default models/.")] = None,
    version: Annotated[str | None, typer.Option(help="Name of the version.")] = None,
    encoder: Annotated[
        bool, typer.Option("--encoder", help="Fine-tune a new encoder first, as train-encoder does; needs torch.")
    ] = False,
    with_encoder: Annotated[
        Path | None, typer.Option(help="Directory of the encoder; by default that of the current version.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the solvers; by default 2026.")] = None,
    at_once: Annotated[
        int | None, typer.Option(min=1, help="Processes beside each other; by default one for each core.")
    ] = None,
    keep_current: Annotated[
        bool, typer.Option("--keep-current", help="Neither measure the version nor compare it with the current one.")
    ] = False,
) -> None:
    """Train the scorers of a model version on the corpus, measure it, and say whether it may become current."""
    from classifier.artefacts import POINTER, current_version, models_directory
    from classifier.training.corpus import CORPUS
    from classifier.training.fit import SEED
    from classifier.training.parallel import cores
    from classifier.training.train import train as train_version

    if encoder and with_encoder is not None:
        raise BerichtwachtError("--encoder makes an encoder and --with-encoder names one: give one of them")
    corpus = directory or CORPUS
    if encoder:
        with_encoder = make_encoder(corpus, models, changes={"seed": seed, "at_once": at_once or cores()})
    with Shown() as shown:
        path = train_version(
            corpus,
            models=models,
            version=version,
            encoder=with_encoder,
            seed=SEED if seed is None else seed,
            at_once=at_once,
            measured=not keep_current,
            progress=shown,
        )
        typer.echo(str(path))
        if keep_current:
            return
        has_current = (models_directory(models) / POINTER).exists()
        refusals = judge_on(corpus, shown=shown)(path, current_version(models)) if has_current else ()
    for reason in refusals:
        typer.echo(f"- {reason}")
    if refusals:
        typer.echo(f"{path.name} is worse than the current version where it matters: the gate would not let it through")
    else:
        typer.echo(f"next: berichtwacht promote {path.name}")
