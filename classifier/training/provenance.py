"""What a training was done with: the code, by its version, its commit and a hash of its sources."""

from __future__ import annotations

import hashlib
import shutil
import subprocess  # nosec B404
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

__all__ = ["Code", "code_in_use", "sources_hash"]

PACKAGE = "berichtwacht"
ROOT = Path(__file__).parents[2]
_SOURCES = ("*.py", "*.yaml")
_PATIENCE = 10
"""Seconds that git may take."""


@dataclass(frozen=True, slots=True)
class Code:
    """The code that is running.

    ``commit`` is ``None`` where it does not come from a git checkout; ``dirty``: its sources differ from that commit.
    """

    version: str
    commit: str | None = None
    dirty: bool | None = None

    def as_data(self) -> dict[str, Any]:
        """Return what is noted of it in a version."""
        return {"version": self.version, "commit": self.commit, "dirty": self.dirty}


def code_in_use(root: Path = ROOT) -> Code:
    """Return the version of the package and, in a checkout with git at hand, the commit."""
    package = _version(PACKAGE)
    if not (root / ".git").exists():
        return Code(package)
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", "classifier")
    if commit is None or changed is None:
        return Code(package)
    return Code(package, commit.strip(), bool(changed.strip()))


def sources_hash(*places: str, packages: Sequence[str] = ()) -> str:
    """Return a hash of files and directories in ``classifier/`` and of the versions of installed packages."""
    digest = hashlib.sha256()
    for place in places:
        path = ROOT / "classifier" / place
        files = [path] if path.is_file() else sorted(file for kind in _SOURCES for file in path.rglob(kind))
        for file in files:
            digest.update(f"{file.relative_to(ROOT)}\n".encode())
            digest.update(file.read_bytes())
    for package in packages:
        digest.update(f"{package} {_version(package)}\n".encode())
    return digest.hexdigest()


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git says; ``None`` when it is missing, fails or takes too long."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        said = subprocess.run(  # noqa: S603  # nosec B603 # a fixed program with fixed arguments
            [git, "-C", str(root), *arguments], capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return said.stdout if said.returncode == 0 else None
