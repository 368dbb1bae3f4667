"""The versions in a models directory, as a list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.artefacts import POINTER, encoder_directory, models_directory, read_notes
from classifier.errors import ArtefactError
from classifier.training.train import METRICS_FILE
from classifier.training.writing import check_files, is_version_name

__all__ = ["METRICS", "Listed", "list_versions"]

METRICS = {
    "must_warn_and_does": "must warn and does",
    "clean_that_warns": "clean that warns",
    "clean_that_shows": "clean that shows anything",
}
"""The rates of a report that stand in the list, and what they are called."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A version: what it says of itself, and whether it can be used.

    ``rates`` are those of :data:`METRICS`, ``None`` where they were not measured; ``problem`` is what is wrong with its
    files, ``None`` when all are there and the ones that it lists.
    """

    name: str
    notes: Mapping[str, Any]
    rates: Mapping[str, float | None]
    is_current: bool
    problem: str | None

    @property
    def created(self) -> str:
        """When it was made; empty when it does not say."""
        return str(self.notes.get("created", ""))

    @property
    def data_hash(self) -> str:
        """The hash of the messages that it was made from; empty when it does not say."""
        data = self.notes.get("data")
        return str(data.get("hash", "")) if isinstance(data, dict) else ""

    @property
    def code(self) -> str:
        """The code that it was made with: the commit, with a ``+`` when it was changed, else the package's version."""
        code = self.notes.get("code")
        if not isinstance(code, dict):
            return ""
        commit, version = code.get("commit"), str(code.get("version", ""))
        return f"{str(commit)[:8]}{'+' if code.get('dirty') else ''}" if commit else version


def list_versions(models: Path | None = None) -> list[Listed]:
    """Return every version in a models directory, the newest first."""
    models = models_directory(models)
    current = _current_name(models)
    directories = [path for path in models.iterdir() if path.is_dir() and is_version_name(path.name)]
    found = [_listed(path, is_current=path.name == current) for path in directories]
    return sorted(found, key=lambda version: (version.created, version.name), reverse=True)


def _listed(path: Path, *, is_current: bool) -> Listed:
    notes: Mapping[str, Any] = {}
    problem = None
    try:
        notes = read_notes(path)
        check_files(path)
        encoder_directory(path.parent, path.name)
    except ArtefactError as found:
        problem = str(found)
    return Listed(path.name, notes, _rates(path), is_current, problem)


def _rates(path: Path) -> dict[str, float | None]:
    try:
        overall = json.loads((path / METRICS_FILE).read_text(encoding="utf-8"))["overall"]
        return {name: float(overall[name]["value"]) for name in METRICS}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return dict.fromkeys(METRICS)


def _current_name(models: Path) -> object:
    try:
        return json.loads((models / POINTER).read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
