"""Which model version is wanted, and what its files are: read again and again while the service runs.

Of a file that did not change nothing is read but its size and when it changed. Where one did, its content decides
whether there is anything new, so that a file that was only touched, or copied anew, is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from classifier.artefacts import ENCODERS, VERSION_FILE, current_version, models_directory
from classifier.errors import ArtefactError

__all__ = ["Wanted"]

_POINTER = "current.json"
_Look = tuple[tuple[str, int, int, int], ...]


class Wanted:
    """The version that ``current.json`` names, with all files that loading it reads.

    Parameters
    ----------
    models
        The models directory.
    configuration
        Files that are read beside it.
    """

    def __init__(self, models: Path | None, configuration: Sequence[Path] = ()) -> None:
        self._models = models
        self._configuration = tuple(configuration)
        self._looked: _Look | None = None
        self._digest = ""

    def version(self) -> str | None:
        """Return the name of the wanted version, ``None`` when ``current.json`` names none that is there."""
        try:
            return current_version(self._models).name
        except ArtefactError:
            return None

    def digest(self) -> str:
        """Return a digest of the names and contents of all the files."""
        files = list(self._files())
        looked = tuple(_look(path) for path in files)
        if looked != self._looked:
            self._looked, self._digest = looked, _digest(files)
        return self._digest

    def _files(self) -> Iterator[Path]:
        yield models_directory(self._models) / _POINTER
        yield from self._configuration
        name = self.version()
        if name is not None:
            version = models_directory(self._models) / name
            yield from _within(version)
            yield from _within(version.parent / ENCODERS / _encoder(version))


def _within(directory: Path) -> list[Path]:
    """Return the files of a directory, of none when it cannot be read."""
    with suppress(OSError):
        return sorted(path for path in directory.iterdir() if path.is_file())
    return []


def _encoder(version: Path) -> str:
    """Return the name of a version's encoder; of none that is there when it names none."""
    try:
        name = json.loads((version / VERSION_FILE).read_bytes())["encoder"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        name = ""
    return Path(name).name if isinstance(name, str) else ""


def _look(path: Path) -> tuple[str, int, int, int]:
    with suppress(OSError):
        found = path.stat()
        return str(path), found.st_size, found.st_ctime_ns, found.st_ino
    return str(path), -1, -1, -1


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path}\0".encode())
        with suppress(OSError):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
