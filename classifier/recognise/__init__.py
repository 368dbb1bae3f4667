"""Recognise: persons, places, numbers and secrets, found by Presidio over one spaCy pass.

``engine`` runs the pass and the recognisers, ``registry`` puts the recognisers together from a configuration,
``recognisers`` holds one file per entity, ``encoder`` the spaCy component that reads the message, ``pipelines``
puts it into a spaCy pipeline, ``overlaps`` is the rule for findings that overlap. What several recognisers share
stands beside them: ``digits`` reads numbers with separators, ``cues`` the words around them, ``passwords`` and
``access_codes`` are the two halves of a credential.
"""

from __future__ import annotations

from pathlib import Path

from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.engine import RecognitionEngine
from classifier.recognise.pipelines import blank_pipeline, load_pipeline
from classifier.recognise.registry import build_recognisers

__all__ = ["RecognitionEngine", "load_engine"]


def load_engine(
    configuration: Path | None = None,
    *,
    models: Path | None = None,
    version: str | None = None,
    without_encoder: bool = False,
) -> RecognitionEngine:
    """Load the recognise step.

    Parameters
    ----------
    configuration
        A municipality's own recognisers' file.
    models, version
        The models directory, and the name of a version in it; by default the current one.
    without_encoder
        Do without the encoder; what the engine reads is then marked as degraded.

    Raises
    ------
    RecogniserError
        If the configuration is wrong, or names a pipeline that is not installed.
    ArtefactError
        If the encoder cannot be loaded.
    """
    settings = read_recogniser_configuration(configuration)
    return RecognitionEngine(
        blank_pipeline() if without_encoder else load_pipeline(settings.names, models=models, version=version),
        build_recognisers(settings),
        allow_list=settings.allow_list,
        degraded=("encoder",) if without_encoder else (),
    )
