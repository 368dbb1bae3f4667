"""Finding and loading model artefacts, without ever running code that comes with them.

A models directory holds ``current.json`` (``{"version": "…"}``) and a directory per version. Its estimators
are skops files: types are audited against an explicit trust list before anything is built.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import skops.io

from classifier.errors import ArtefactError

__all__ = ["MODELS_VARIABLE", "current_version", "load_estimators", "models_directory"]

MODELS_VARIABLE = "BERICHTWACHT_MODELS"
"""Environment variable that names the models directory; empty: the ``models/`` of this repository."""

TRUSTED_TYPES = ("numpy.dtype", "sklearn.feature_extraction.text.TfidfTransformer")
"""Types beyond the defaults of skops that an artefact may hold."""


def models_directory(models: Path | None = None) -> Path:
    """Return ``models``, else what the environment names, else the models of this repository."""
    if models is not None:
        return models
    named = os.environ.get(MODELS_VARIABLE)
    return Path(named) if named else Path(__file__).parents[1] / "models"


def current_version(models: Path | None = None) -> Path:
    """Return the directory of the version that ``current.json`` names.

    Raises
    ------
    ArtefactError
        If ``current.json`` is missing or broken, or names a version that is not there.
    """
    directory = models_directory(models)
    pointer = directory / "current.json"
    try:
        version = json.loads(pointer.read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ArtefactError(f"{pointer}: cannot be read as {{'version': …}}: {type(problem).__name__}") from None
    if not isinstance(version, str) or not version or Path(version).name != version:
        raise ArtefactError(f"{pointer}: 'version' must be the name of a directory beside it")
    path = directory / version
    if not path.is_dir():
        raise ArtefactError(f"{pointer}: names version {version!r}, which is not there")
    return path


def load_estimators(path: Path, *, expected: frozenset[str]) -> dict[str, Any]:
    """Load a mapping of estimators from the skops file ``path``.

    Parameters
    ----------
    path
        The artefact.
    expected
        The keys that it must have, no more and no fewer.

    Raises
    ------
    ArtefactError
        If the file is missing, truncated, foreign, or holds a type that is not trusted.
    """
    try:
        foreign = sorted(set(skops.io.get_untrusted_types(file=path)) - set(TRUSTED_TYPES))
        if foreign:
            raise ArtefactError(f"{path}: holds types that are not trusted: {', '.join(foreign)}")
        loaded = skops.io.load(path, trusted=list(TRUSTED_TYPES))
    except ArtefactError:
        raise
    except FileNotFoundError:
        raise ArtefactError(f"{path}: is missing") from None
    except (OSError, BadZipFile, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ArtefactError(f"{path}: is no artefact of this library: {type(problem).__name__}") from None
    if not isinstance(loaded, dict) or set(loaded) != expected:
        raise ArtefactError(f"{path}: does not hold {', '.join(sorted(expected))}")
    return loaded
