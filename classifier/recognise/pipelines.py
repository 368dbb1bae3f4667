"""The spaCy pipeline that reads a text once: the encoder, and where configured another source of names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import LOWER, NORM
from spacy.language import Language

from classifier.artefacts import encoder_directory
from classifier.errors import RecogniserError
from classifier.recognise.encoder.component import FACTORY, EncoderComponent
from classifier.recognise.encoder.model import EncoderModel

__all__ = ["OWN_COMPONENT", "blank_pipeline", "load_pipeline", "with_encoder"]

OWN_COMPONENT = "berichtwacht"


def load_pipeline(names: str = OWN_COMPONENT, *, models: Path | None = None, version: str | None = None) -> Language:
    """Return a spaCy pipeline for Dutch that sets ``doc.ents`` and ``doc.tensor``.

    Parameters
    ----------
    names
        Where persons and places come from: ``berichtwacht`` for the encoder of the current model version, or the
        name of an installed spaCy pipeline such as ``nl_core_news_lg``, which then runs before the encoder. All
        else that is not found by rule comes from the encoder in either case.
        Nothing is ever downloaded.
    models, version
        The models directory, and the name of a version in it; by default the current one.

    Raises
    ------
    ArtefactError
        If the encoder is missing, broken or not the one that the version names.
    RecogniserError
        If the named pipeline is not installed.
    """
    model = EncoderModel(encoder_directory(models, version))
    if names == OWN_COMPONENT:
        return with_encoder(blank_pipeline(), model)
    if not spacy.util.is_package(names):
        raise RecogniserError(
            f"names: the spaCy pipeline {names!r} is not installed",
            cure=f"install it, or use {OWN_COMPONENT!r}",
        )
    return with_encoder(spacy.load(names, exclude=["parser", "senter"]), model)


def blank_pipeline() -> Language:
    """Return a Dutch pipeline that only tokenises and finds no names.

    Of every word that it has not seen before, spaCy works out some twenty things; all but the two that are read
    here are left out, which saves a third of the tokeniser's time.
    """
    pipeline = spacy.blank("nl")
    vocabulary: Any = pipeline.vocab
    vocabulary.lex_attr_getters = {name: vocabulary.lex_attr_getters[name] for name in (LOWER, NORM)}
    return pipeline


def with_encoder(pipeline: Language, model: EncoderModel) -> Language:
    """Return ``pipeline`` with the encoder as its last component; names come from the others, where there are any."""
    others = bool(pipeline.pipe_names)
    component = pipeline.add_pipe(FACTORY, last=True)
    if not isinstance(component, EncoderComponent):
        raise TypeError(f"{FACTORY} is no EncoderComponent")
    component.model = model
    component.names_elsewhere = others
    return pipeline
