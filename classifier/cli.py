"""The command line, ``berichtwacht``: serving, checking, the policy, the data and the models."""

from __future__ import annotations

import importlib
import io
import sys
from typing import Annotated

import typer

from classifier.commands import data, policy
from classifier.commands.check import check
from classifier.commands.encoder import learning_curve, train_encoder
from classifier.commands.evaluate import evaluate
from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.commands.releases import promote, rollback, versions
from classifier.commands.train import train

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
app.command("train")(train)
app.command("evaluate")(evaluate)
app.command("promote")(promote)
app.command("rollback")(rollback)
app.command("versions")(versions)
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
