"""A work directory: what a training has done so far, so that one that was stopped goes on where it was.

Every checkpoint carries its digest in its name. One whose content does not match it is thrown away, and done again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.training.disk import replace_file

__all__ = ["WORK", "WorkDirectory", "key_of"]

WORK = ".training"
"""Directory of the work directories in a models directory."""

KEPT = 3
"""How many unfinished trainings are kept beside each other."""


def key_of(dependencies: Mapping[str, Any]) -> str:
    """Return the name of the work directory of a training that depends on ``dependencies``, plain data."""
    return hashlib.sha256(json.dumps(dependencies, sort_keys=True).encode()).hexdigest()[:16]


class WorkDirectory:
    """The checkpoints of one training.

    Parameters
    ----------
    directory
        Where they lie; named after everything that they depend on, see :func:`key_of`. Is made when the first
        checkpoint is kept.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def keep(self, name: str, content: bytes) -> Path:
        """Keep a checkpoint in the place of an earlier one of that name, and return its file.

        Raises
        ------
        OSError
            If it cannot be written; names the file.
        """
        stem, dot, ending = name.partition(".")
        if not self.directory.is_dir():
            self.directory.mkdir(parents=True)
            _forget_the_oldest(self.directory.parent)
        path = self.directory / f"{stem}-{_digest(content)}{dot}{ending}"
        replace_file(path, content)
        for earlier in self._files(name):
            if earlier != path:
                earlier.unlink(missing_ok=True)
        return path

    def find(self, name: str) -> Path | None:
        """Return the file of a checkpoint; ``None`` when there is none, or only one that is damaged."""
        for path in self._files(name):
            if path.name.partition(".")[0].rsplit("-", 1)[-1] == _digest(path.read_bytes()):
                return path
            path.unlink()
        return None

    def discard(self) -> None:
        """Remove all checkpoints: the training is complete."""
        shutil.rmtree(self.directory, ignore_errors=True)

    def _files(self, name: str) -> Iterator[Path]:
        stem, dot, ending = name.partition(".")
        yield from sorted(self.directory.glob(f"{stem}-{'[0-9a-f]' * 16}{dot}{ending}"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _forget_the_oldest(work: Path) -> None:
    """Remove the unfinished trainings that were last worked on longest ago; disks are not without end."""
    trainings = sorted((path for path in work.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in trainings[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
