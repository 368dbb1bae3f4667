"""``berichtwacht evaluate``: how well the model does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

__all__ = ["evaluate"]


def evaluate(
    source: Annotated[Path | None, typer.Argument(help="Messages or corpus; by default the frozen test set.")] = None,
    *,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    policy_file: Annotated[Path | None, typer.Option("--policy", help="Policy file.")] = None,
    output: Annotated[Path | None, typer.Option(help="Directory to write report.json and report.html to.")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Without the test of reasons, robustness and fairness.")
    ] = False,
    errors: Annotated[int, typer.Option(min=0, help="How many errors of either kind to show.")] = 20,
) -> None:
    """Measure the current model; dangerous and annoying errors apart."""
    from classifier.training.evaluation import evaluate_current, print_report, require_matplotlib, write_report

    if output is not None:  # what cannot be written is better known before a minute of measuring
        require_matplotlib()
        output.mkdir(parents=True, exist_ok=True)
    report = evaluate_current(source, models=models, policy=policy_file, quick=quick, errors=errors)
    print_report(report, Console())
    if output is not None:
        write_report(report, output)
