"""Reading the card of a model version: ``version.json``, ``metrics.json`` and ``card.md`` beside its artefacts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from classifier.artefacts import VERSION_FILE, current_version
from classifier.errors import ArtefactError

__all__ = ["NO_CARD", "ModelCard", "read_card"]


class ModelCard(BaseModel):
    """A model version: what it learned from and how well it does."""

    model_config = ConfigDict(frozen=True)

    version: str = Field(description="As in `model_version` of an assessment.")
    created: str | None = Field(description="When it was trained.")
    data: dict[str, Any] = Field(description="What it was trained on: a hash and counts.")
    metrics: dict[str, Any] = Field(description="Its measured quality; missed and invented apart.")
    card: str | None = Field(description="What it is for and where it falls short, in Markdown.")


NO_CARD = ModelCard(version="none", created=None, data={}, metrics={}, card=None)
"""The card where no model version can be used."""


def read_card(models: Path | None = None) -> ModelCard:
    """Return the card of the current version in ``models``; of version ``none`` when no version can be used.

    Raises
    ------
    ArtefactError
        If there is a current version, but its ``version.json``, ``metrics.json`` or ``card.md`` cannot be read.
    """
    try:
        directory = current_version(models)
    except ArtefactError:
        return NO_CARD
    notes = _read_object(directory / VERSION_FILE)
    metrics = _read_object(directory / "metrics.json")
    created, data = notes.get("created"), notes.get("data")
    return ModelCard(
        version=directory.name,
        created=created if isinstance(created, str) else None,
        data=data if isinstance(data, dict) else {},
        metrics=metrics,
        card=_read_text(directory / "card.md"),
    )


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as problem:
        raise ArtefactError(f"{path}: cannot be read: {type(problem).__name__}") from None


def _read_object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ArtefactError(f"{path}: cannot be read: {type(problem).__name__}") from None
    if not isinstance(found, dict):
        raise ArtefactError(f"{path}: must hold an object")
    return found
