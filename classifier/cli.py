"""The command line: ``berichtwacht serve | check | policy … | data … | train | evaluate``."""

from __future__ import annotations

import importlib
import io
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from classifier.commands import data, policy
from classifier.commands.check import check
from classifier.commands.exits import Exit
from classifier.commands.failures import failure

__all__ = ["app", "main"]

SERVER = "api.server"
"""The service's module, loaded by name: the library does not depend on the service."""

app = typer.Typer(
    help="Warns before a chat message is sent that does not belong in a messaging app.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("check")(check)
app.add_typer(policy.commands, name="policy")
app.add_typer(data.commands, name="data")


@app.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on; by default 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; by default 8000.")] = None,
) -> None:
    """Serve the HTTP API and the page."""
    raise typer.Exit(importlib.import_module(SERVER).main(host=host, port=port))


@app.command()
def train(
    *,
    directory: Annotated[Path | None, typer.Option(help="The corpus; by default training_data/.")] = None,
    models: Annotated[Path | None, typer.Option(help="Where to write the version; by default models/.")] = None,
    version: Annotated[str | None, typer.Option(help="Name of the version.")] = None,
    keep_current: Annotated[
        bool, typer.Option("--keep-current", help="Do not measure the new version and make it current.")
    ] = False,
) -> None:
    """Train a model version on the corpus, measure it on the frozen test set, and make it current."""
    from classifier.training.corpus import CORPUS
    from classifier.training.evaluate import print_report
    from classifier.training.train import make_current, measure
    from classifier.training.train import train as train_version

    path = train_version(directory or CORPUS, models=models, version=version)
    typer.echo(str(path))
    if not keep_current:
        make_current(path)
        print_report(measure(path, directory or CORPUS), Console())


@app.command()
def evaluate(
    source: Annotated[Path | None, typer.Argument(help="Messages or corpus; by default the frozen test set.")] = None,
    *,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    policy_file: Annotated[Path | None, typer.Option("--policy", help="Policy file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as data.")] = False,
) -> None:
    """Measure the current model; dangerous and annoying errors apart."""
    from classifier.pipeline import Classifier
    from classifier.training.evaluate import evaluate as measure
    from classifier.training.evaluate import load_messages, print_report

    report = measure(Classifier.load(models=models, policy=policy_file), load_messages(source))
    if as_json:
        sys.stdout.write(json.dumps(report.as_data(), indent=2) + "\n")
    else:
        print_report(report, Console())


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
