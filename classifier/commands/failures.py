"""What a command that fails says, and what it ends with.

An argument may be a draft in the wrong place (without quotes, without ``check``), and an unexpected error may
carry a piece of one: no line here repeats an argument that was not understood, or a foreign error's message.
"""

from __future__ import annotations

from pathlib import Path

import typer
from typer.exceptions import TyperException

from classifier.commands.exits import Exit
from classifier.errors import (
    ArtefactError,
    BerichtwachtError,
    BusyError,
    ConfigurationError,
    CorpusError,
    VersionRefused,
)

__all__ = ["failure"]


def failure(problem: Exception) -> tuple[str, Exit]:
    """Return one line on ``problem`` and the exit status; an empty line when everything has been said."""
    match problem:
        case TyperException():
            return _usage(problem), Exit.USAGE
        case ConfigurationError() | ArtefactError():
            return str(problem), Exit.CONFIGURATION
        case CorpusError():
            return str(problem), Exit.DATA
        case VersionRefused():
            return str(problem), Exit.REFUSED
        case BusyError():
            return str(problem), Exit.BUSY
        case BerichtwachtError():
            return str(problem), Exit.USAGE
        case OSError(filename=str() | Path() as path):
            return f"{path}: {problem.strerror}", Exit.FILE
    return f"unexpected: {_place(problem)}", Exit.UNEXPECTED


def _usage(problem: TyperException) -> str:
    context = getattr(problem, "ctx", None)
    command = "berichtwacht" if context is None else context.command_path
    see = f"see '{command} --help'"
    if isinstance(problem, typer.BadParameter) and problem.param is not None:
        name = problem.param.get_error_hint()
        return f"{name}: is missing, or has a value that it cannot have; {see}"
    if not problem.format_message():  # the help has been shown instead
        return ""
    return f"unknown or unfinished command, option or argument; a draft is one argument, in quotes; {see}"


def _place(problem: Exception) -> str:
    """Return the type of an error and where it was raised, and nothing that it says."""
    place, trace = "", problem.__traceback__
    while trace is not None:
        place = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return type(problem).__name__ + place
