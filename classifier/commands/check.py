"""``berichtwacht check``: assess one draft and explain the answer in the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from classifier.commands.exits import exit_of
from classifier.commands.rendering import render
from classifier.errors import InvalidDraft
from classifier.pipeline import Classifier
from classifier.records import Channel, Context, Draft, HistoryMessage, Language, Participant, Role
from classifier.serialise import assessment_data

__all__ = ["check"]


def check(
    text: Annotated[str, typer.Argument(help="The draft; '-' or nothing reads standard input.")] = "-",
    *,
    channel: Annotated[Channel, typer.Option(help="The app that it is typed in.")] = Channel.OTHER,
    sender: Annotated[Role | None, typer.Option(help="The writer's role.")] = None,
    recipient: Annotated[list[Role] | None, typer.Option(help="A reader's role; may be repeated.")] = None,
    history: Annotated[
        list[str] | None, typer.Option(help="An earlier message; may be repeated, oldest first.")
    ] = None,
    crisis: Annotated[bool, typer.Option("--crisis", help="The writer says that this is a crisis.")] = False,
    language: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.NL,
    redact: Annotated[bool, typer.Option("--redact", help="Show the draft without what was found.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as the API gives it.")] = False,
    models: Annotated[Path | None, typer.Option(help="Directory of the model versions.")] = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file.")] = None,
    recognisers: Annotated[Path | None, typer.Option(help="File with recogniser settings of one's own.")] = None,
) -> None:
    """Tell what is wrong with a draft, where, why, and where it does belong.

    The exit status says the verdict: 0 none, 1 notice, 2 warn, 3 unchecked.
    """
    draft = Draft(
        text=_read() if text == "-" else text,
        context=Context(
            channel=channel,
            crisis=crisis,
            sender=None if sender is None else Participant(sender),
            recipients=tuple(Participant(role) for role in recipient or ()),
            history=tuple(HistoryMessage(message) for message in history or ()),
        ),
        language=language,
        redact=redact,
    )
    assessment = Classifier.load(models=models, policy=policy, recognisers=recognisers).assess(draft)
    if as_json:
        # ASCII: a redacted text may hold what a terminal would obey, or what its encoding lacks.
        sys.stdout.write(json.dumps(assessment_data(assessment), ensure_ascii=True, indent=2) + "\n")
    else:
        render(draft, assessment, Console())
    raise typer.Exit(exit_of(assessment.verdict))


def _read() -> str:
    """Return standard input, without the line end that a shell adds.

    Raises
    ------
    InvalidDraft
        If it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise InvalidDraft("text", "standard input is not UTF-8") from None
