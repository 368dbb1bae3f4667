"""Persons and places: a spaCy pipeline behind one function, so that a better one can take its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from classifier.artefacts import current_version, load_estimators
from classifier.errors import RecogniserError
from classifier.recognise.names.tagger import FACTORY, KEYS, NamesTagger

__all__ = ["ARTEFACT", "OWN_COMPONENT", "blank_pipeline", "load_pipeline", "pipeline_from_state"]

ARTEFACT = "names.skops"
OWN_COMPONENT = "berichtwacht"


def load_pipeline(component: str = OWN_COMPONENT, *, models: Path | None = None) -> Language:
    """Return a spaCy pipeline for Dutch that sets ``doc.ents``.

    Parameters
    ----------
    component
        ``berichtwacht`` for the component of the current model version, or the name of an installed spaCy
        pipeline such as ``nl_core_news_lg``. Nothing is ever downloaded.
    models
        The models directory.

    Raises
    ------
    ArtefactError
        If the component's artefact is missing, broken or not trusted.
    RecogniserError
        If the named pipeline is not installed.
    """
    if component == OWN_COMPONENT:
        return pipeline_from_state(load_estimators(current_version(models) / ARTEFACT, expected=KEYS))
    if not spacy.util.is_package(component):
        raise RecogniserError(
            f"names: the spaCy pipeline {component!r} is not installed",
            cure=f"install it, or use {OWN_COMPONENT!r}",
        )
    return spacy.load(component, exclude=["parser", "senter"])


def blank_pipeline() -> Language:
    """Return a Dutch pipeline that only tokenises and finds no names."""
    return spacy.blank("nl")


def pipeline_from_state(state: dict[str, Any]) -> Language:
    """Return a blank Dutch pipeline with the tagger in ``state``."""
    pipeline = blank_pipeline()
    tagger = pipeline.add_pipe(FACTORY)
    if not isinstance(tagger, NamesTagger):
        raise TypeError(f"{FACTORY} is no NamesTagger")
    tagger.set_state(state)
    return pipeline
