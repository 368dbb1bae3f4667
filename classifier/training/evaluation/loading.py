"""Loading the two versions that are compared, so that both read a text once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from classifier.artefacts import encoder_directory
from classifier.pipeline import Classifier
from classifier.recognise import RecognitionEngine
from classifier.records import Normalised, Recognised

__all__ = ["ReadOnce", "load_both"]


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
    """Return the classifier of a version, current or not, and the name of its encoder."""
    import json, tempfile

    with tempfile.TemporaryDirectory() as aside:
        for name in (version.name, "encoders"):
            (Path(aside) / name).symlink_to((version.parent / name).resolve())
        (Path(aside) / "current.json").write_text(json.dumps({"version": version.name}))
        return Classifier.load(models=Path(aside), policy=policy), encoder_directory(Path(aside)).name
