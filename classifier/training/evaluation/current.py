"""Measuring the current model: what it takes from files, put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from classifier.artefacts import encoder_directory
from classifier.pipeline import Classifier
from classifier.training.corpus import CORPUS
from classifier.training.evaluation.messages import load_messages
from classifier.training.evaluation.report import ERRORS, Report, evaluate
from classifier.training.thresholds import scores_of

__all__ = ["evaluate_current", "names_by_origin"]


def evaluate_current(
    source: Path | None = None,
    *,
    models: Path | None = None,
    policy: Path | None = None,
    quick: bool = False,
    errors: int = ERRORS,
) -> Report:
    """Load the current model and measure it.

    Parameters
    ----------
    source
        A corpus, whose frozen test set is measured on, or a JSON Lines file; by default this repository's corpus.
    models
        Directory of the model versions.
    policy
        Policy file.
    quick, errors
        See :func:`.report.evaluate`.

    Raises
    ------
    CorpusError, ArtefactError, ConfigurationError
        If the messages, the model or a configuration file cannot be read.
    """
    messages = load_messages(source)
    names = None if quick else names_by_origin(source or CORPUS)
    classifier = Classifier.load(models=models, policy=policy)
    return evaluate(
        classifier,
        messages,
        scores=scores_of(classifier, messages),
        names=names,
        encoder=encoder_directory(models).name,
        quick=quick,
        errors=errors,
    )


def names_by_origin(directory: Path) -> Mapping[str, tuple[str, ...]] | None:
    """Return the names of every origin in a corpus; ``None`` when it has none, as a file of messages never has."""
    path = directory / "names" / "origins.yaml"
    if not path.is_file():
        return None
    from classifier.training.origins import read_origins

    return read_origins(path)
