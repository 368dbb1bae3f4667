"""Strict reading of the file in which an administrator lists the officials.

::

    executive: [burgemeester@gemeente.example]
    key_official:
      - directeur@gemeente.example
      - 5f0c2a52-7d0a-4c5e-9a63-0d6f1f1f8a10

Each key is a role, each entry an object id, a user principal name or a mail address. What is wrong is named by its line
and never repeated.
"""

from __future__ import annotations

import io
import stat
from pathlib import Path

from berichtwacht_client import Role
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from berichtwacht_teams.officials.errors import OfficialsError
from berichtwacht_teams.officials.people import key_of
from berichtwacht_teams.officials.roster import LISTABLE, Listed, Roster, role_named

__all__ = ["MOST_BYTES", "read_roster"]

MOST_BYTES = 128 * 1024
"""A list of some three thousand people; a longer one belongs in a group."""


def read_roster(path: Path) -> Roster:
    """Read the list in ``path``.

    Raises
    ------
    OfficialsError
        If it cannot be read, is no YAML, or lists somebody wrongly; names the file and the line.
    """
    document = _parse(_read(path), path)
    seen: dict[str, Role] = {}
    for name, entries in document.items():
        _add(seen, name, entries, path=path, line=_line(document, name))
    if not seen:
        raise OfficialsError("lists nobody; add somebody, or leave out the setting that names it", path=path)
    return Roster(Listed(role, frozenset({key})) for key, role in seen.items())


def _read(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OfficialsError("is not a file", path=path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise OfficialsError("does not exist; check the setting that names it", path=path) from None
    except OSError as problem:
        raise OfficialsError(f"cannot be read: {type(problem).__name__}", path=path) from problem
    if len(content) > MOST_BYTES:
        raise OfficialsError(f"is larger than {MOST_BYTES // 1024} KiB; use a group for so many", path=path)
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise OfficialsError("is not UTF-8 text", path=path, line=line) from None


def _parse(text: str, path: Path) -> CommentedMap:
    yaml = YAML(typ="rt", pure=True)
    yaml.composer.warn_double_anchors = False  # the warning would repeat what stands in the file
    try:
        document = yaml.load(io.StringIO(text))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        reason = "the same role twice" if isinstance(problem, DuplicateKeyError) else "is not valid YAML"
        raise OfficialsError(reason, path=path, line=None if mark is None else mark.line + 1) from None
    except YAMLError:
        raise OfficialsError("is not valid YAML; check for control characters", path=path) from None
    except RecursionError:
        raise OfficialsError("nests too deep", path=path) from None
    except (ValueError, LookupError):  # ruamel.yaml, of a scalar that looks like a number or a date
        raise OfficialsError("holds a number or date that is none; write addresses and ids only", path=path) from None
    if not isinstance(document, CommentedMap):
        raise OfficialsError("must be roles with a list of people each", path=path, line=1)
    return document


def _add(seen: dict[str, Role], name: object, entries: object, *, path: Path, line: int) -> None:
    role = role_named(name)
    if role is None:
        raise OfficialsError(f"unknown role; use one of {', '.join(LISTABLE)}", path=path, line=line)
    if not isinstance(entries, CommentedSeq):
        raise OfficialsError("must be a list; write [] for nobody", path=path, line=line)
    for number, entry in enumerate(entries):
        at = int(entries.lc.item(number)[0]) + 1
        key = _key(entry, path=path, line=at)
        if key in seen:
            reason = "the same person twice" if seen[key] is role else "the same person in two roles"
            raise OfficialsError(reason, path=path, line=at)
        seen[key] = role


def _key(entry: object, *, path: Path, line: int) -> str:
    if entry is None or entry == "":
        raise OfficialsError("empty entry", path=path, line=line)
    key = key_of(entry) if isinstance(entry, str) else None
    if key is None:
        raise OfficialsError("must be an object id, a user principal name or a mail address", path=path, line=line)
    return key


def _line(document: CommentedMap, name: object) -> int:
    places = document.lc.data or {}  # a merged key (<<) has no place of its own
    return int(places[name][0]) + 1 if name in places else 1
