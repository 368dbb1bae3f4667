"""Loading the two versions that are compared, so that both read a text once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from classifier.artefacts import VERSION_FILE, encoder_directory, read_notes, version_directory
from classifier.errors import ArtefactError
from classifier.pipeline import Classifier
from classifier.recognise import RecognitionEngine
from classifier.records import Normalised, Recognised
from classifier.training.writing import is_version_name

__all__ = ["CURRENT", "ReadOnce", "find_versions", "load_both"]


class ReadOnce:
    """An engine that remembers the text that it read last, and does not read it again.

    Parameters
    ----------
    engine
        What reads.
    """

    def __init__(self, engine: RecognitionEngine) -> None:
        self.degraded = engine.degraded
        self._engine = engine
        self._last: tuple[Normalised, Recognised] | None = None

    def recognise(self, normalised: Normalised) -> Recognised:
        """Find the entities of the message and of its history."""
        if self._last is None or self._last[0] != normalised:
            self._last = (normalised, self._engine.recognise(normalised))
        return self._last[1]


CURRENT = "current"
"""What the current version is called where a version is named."""


def find_versions(against: str, candidate: str | None = None, *, models: Path | None = None) -> tuple[Path, Path]:
    """Return the directories of the candidate and of the version that it is compared with.

    Parameters
    ----------
    against, candidate
        Names of versions, or ``current``. Without a candidate it is the newest version beside the other.
    models
        Directory of the model versions.

    Raises
    ------
    ArtefactError
        If there is no such version, or no other one.
    """
    current = _named(against, models)
    if candidate is not None:
        return _named(candidate, models), current
    beside = (path.parent for path in current.parent.glob(f"*/{VERSION_FILE}"))
    others = [path for path in beside if path.name != current.name and is_version_name(path.name)]
    if not others:
        raise ArtefactError(f"{current.parent}: holds no version beside {current.name} to compare it with; train one")
    return max(others, key=lambda path: (str(read_notes(path).get("created", "")), path.name)), current


def _named(name: str, models: Path | None) -> Path:
    return version_directory(models, None if name == CURRENT else name)


def load_both(candidate: Path, current: Path, *, policy: Path | None = None) -> tuple[Classifier, Classifier]:
    """Load two versions by their directories; with the same encoder they share what they read.

    Raises
    ------
    ArtefactError
        If one of them is missing, broken or not trusted.
    ConfigurationError
        If the policy file is wrong.
    """
    (ours, encoder), (theirs, other) = (_load(version, policy) for version in (candidate, current))
    if encoder == other:
        ours.engine = theirs.engine = cast("RecognitionEngine", ReadOnce(ours.engine))
    return ours, theirs


def _load(version: Path, policy: Path | None) -> tuple[Classifier, str]:
    """Return the classifier of a version and the name of its encoder."""
    models, name = version.parent, version.name
    return Classifier.load(models=models, version=name, policy=policy), encoder_directory(models, name).name
