"""The command line, ``berichtwacht``: serving, checking, the policy, the data and the models."""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from classifier.commands import data, policy
from classifier.commands.check import check
from classifier.commands.encoder import learning_curve, train_encoder
from classifier.commands.exits import Exit
from classifier.commands.failures import failure

__all__ = ["app", "main"]

SERVER = "api.server"
ADMINISTRATION = "api.commands"
"""The service's modules, loaded by name: the library does not depend on the service."""

app = typer.Typer(
    help="Warns before a chat message is sent that does not belong in a messaging app.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("check")(check)
app.command("train-encoder")(train_encoder)
app.command("learning-curve")(learning_curve)
app.add_typer(policy.commands, name="policy")
app.add_typer(data.commands, name="data")
_administration = importlib.import_module(ADMINISTRATION)
for group in ("keys", "store", "curation"):
    app.add_typer(getattr(_administration, group), name=group)
app.command("openapi")(_administration.openapi)


@app.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on; by default 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; by default 8000.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that assess; by default 1.")] = None,
) -> None:
    """Serve the HTTP API and the page."""
    raise typer.Exit(importlib.import_module(SERVER).main(host=host, port=port, workers=workers))


@app.command()
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


@app.command()
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


def main() -> int:
    """Run the command line and return its exit status; whatever goes wrong is one clear line without the draft."""
    _show_any_character()
    try:
        return int(app(standalone_mode=False) or Exit.NONE)
    except Exception as problem:  # noqa: BLE001 - a traceback ends with 1, which says 'notice', and may hold the draft
        line, status = failure(problem)
        if line:
            typer.echo(f"berichtwacht: {line}", err=True)
        return status


def _show_any_character() -> None:
    """Let a terminal or pipe that cannot show a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
