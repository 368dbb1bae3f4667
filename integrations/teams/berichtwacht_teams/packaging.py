"""Makes the app package that an administrator uploads to Teams.

Equal choices give equal files, byte for byte: entries are stored as they are, in one order, with one time stamp.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import MISSING, fields
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from berichtwacht_teams.manifest import PackageChoice, PackageError, build_files

__all__ = ["PREFIX", "VARIABLES", "PackageChoice", "PackageError", "main", "package"]

PREFIX = "BERICHTWACHT_TEAMS_"
"""What the name of every environment variable of this app starts with."""

_HELP = {
    "app_id": "application (client) id of the registration in Entra",
    "host_name": "name of the machine as Teams reaches it, such as berichtwacht.example.nl",
    "developer": "name of the organisation that offers the app",
    "website": "address of the page where people find help",
    "privacy": "address of the privacy statement",
    "terms": "address of the terms of use",
    "version": "version of the package; Teams takes a new package only with a higher one",
    "nudges": "ask for consent to read messages after sending",
    "package_id": "id of the app in Teams; without one it follows from the application id",
}
_REQUIRED = tuple(field.name for field in fields(PackageChoice) if field.default is MISSING)
_VARIABLE = {field: f"{PREFIX}{field.upper()}" for field in _HELP}
_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_OLDEST = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3

VARIABLES = frozenset(_VARIABLE.values())
"""The environment variables that are read here."""


def package(choice: PackageChoice, destination: Path) -> Path:
    """Write the app package.

    Parameters
    ----------
    choice
        What the organisation chose.
    destination
        Where the zip goes. It is replaced as a whole, or left as it was when writing fails.

    Returns
    -------
    Path
        The destination.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    content = _zip(build_files(choice))
    destination.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=destination.parent, prefix=f".{destination.name}.", delete=False) as unfinished:
        try:
            unfinished.write(content)
            unfinished.close()
            Path(unfinished.name).chmod(0o644)
            Path(unfinished.name).replace(destination)
        except BaseException:
            Path(unfinished.name).unlink(missing_ok=True)
            raise
    return destination


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the app package from options and the environment.

    Parameters
    ----------
    arguments
        The options; ``None`` takes them from the command line.

    Returns
    -------
    int
        0 when the package was written, 2 when a value is missing or does not fit, 1 when it could not be written.
    """
    given = vars(_parser().parse_args(arguments))
    destination = given.pop("output")
    values = {field: value for field, value in given.items() if value is not None}
    for field, variable in _VARIABLE.items():
        if field not in values and os.environ.get(variable):
            values[field] = os.environ[variable]
    missing = [field for field in _REQUIRED if field not in values]
    if missing:
        return _complain(2, *(f"{field}: is missing; give {_option(field)} or {_VARIABLE[field]}" for field in missing))
    try:
        made = package(_choice(values), destination)
    except PackageError as problem:
        wrong = (problem, *problem.others)
        return _complain(2, *(f"{one} ({_option(one.field)} or {_VARIABLE[one.field]})" for one in wrong))
    except OSError as problem:
        return _complain(1, f"{destination}: {problem.strerror}")
    sys.stdout.write(f"{made}\n")
    return 0


def _zip(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _OLDEST)
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, content)
    return packed.getvalue()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="berichtwacht-teams package",
        description="Make the app package that an administrator uploads to Teams.",
        epilog=f"Each option can also be given in the environment: --host-name as {_VARIABLE['host_name']}.",
    )
    for field, help_text in _HELP.items():
        more: dict[str, Any] = {"action": argparse.BooleanOptionalAction} if field == "nudges" else {"metavar": "VALUE"}
        parser.add_argument(_option(field), help=help_text, default=None, **more)
    parser.add_argument(
        "--output", type=Path, default=Path("berichtwacht-teams.zip"), metavar="FILE", help="where the package goes"
    )
    return parser


def _choice(values: dict[str, Any]) -> PackageChoice:
    nudges = values.get("nudges")
    if isinstance(nudges, str):
        if nudges.lower() not in _TRUTH:
            raise PackageError("nudges", "must be true or false")
        values = {**values, "nudges": _TRUTH[nudges.lower()]}
    return PackageChoice(**values)


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


def _complain(status: int, *lines: str) -> int:
    sys.stderr.write("".join(f"berichtwacht-teams: {line}\n" for line in lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
