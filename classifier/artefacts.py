"""Finding and loading model artefacts, without ever running code that comes with them.

A models directory holds ``current.json`` (``{"version": "…"}``), a directory per version and ``encoders/<hash>/``,
where every encoder is stored once. A version's ``version.json`` names its encoder, and the SHA-256 of each of its
files. Estimators are skops files, whose types are audited against an explicit trust list before anything is built; an
encoder is an ONNX graph and is read only when it is the one that its hash says.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from pathlib import Path
from typing import Any, TypeGuard
from zipfile import BadZipFile

import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from classifier.errors import ArtefactError

__all__ = [
    "ENCODERS",
    "ENCODER_FILES",
    "MODELS_VARIABLE",
    "POINTER",
    "VERSION_FILE",
    "current_version",
    "encoder_directory",
    "encoder_hash",
    "is_name",
    "load_estimators",
    "models_directory",
    "name_of",
    "read_listed",
    "read_notes",
    "version_directory",
]

MODELS_VARIABLE = "BERICHTWACHT_MODELS"
"""Environment variable that names the models directory; empty: the ``models/`` of this repository."""

POINTER = "current.json"
"""Which version of a models directory is the current one."""

ENCODERS = "encoders"
"""Directory of the encoders in a models directory."""

ENCODER_FILES = ("encoder.onnx", "tokenizer.json")
"""What an encoder is made of, in the order in which it is hashed."""

VERSION_FILE = "version.json"
"""What a version says of itself: its name, its encoder's hash, the data that it was made from, its files."""

TRUSTED_TYPES = ("numpy.dtype", "sklearn.feature_extraction.text.TfidfTransformer")
"""Types beyond the defaults of skops that an artefact may hold."""

_BROKEN = (OSError, BadZipFile, zlib.error, ValueError, LookupError, TypeError, AttributeError, RuntimeError, EOFError)


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
    pointer = directory / POINTER
    try:
        version = json.loads(pointer.read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise ArtefactError(f"{pointer}: cannot be read as {{'version': …}}: {type(problem).__name__}") from None
    if not is_name(version):
        raise ArtefactError(f"{pointer}: 'version' must be the name of a directory beside it")
    path = directory / version
    if not path.is_dir():
        raise ArtefactError(f"{pointer}: names version {version!r}, which is not there")
    return path


def version_directory(models: Path | None = None, version: str | None = None) -> Path:
    """Return the directory of the version of that name; without a name, of the current one.

    Raises
    ------
    ArtefactError
        If it is not there.
    """
    if version is None:
        return current_version(models)
    path = models_directory(models) / version
    if not is_name(version) or not path.is_dir():
        raise ArtefactError(f"{models_directory(models)}: holds no version {version!r}")
    return path


def read_notes(version: Path) -> dict[str, Any]:
    """Return what a version says of itself.

    Raises
    ------
    ArtefactError
        If its ``version.json`` is missing or broken.
    """
    path = version / VERSION_FILE
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise ArtefactError(f"{path}: cannot be read: {type(problem).__name__}") from None
    if not isinstance(notes, dict):
        raise ArtefactError(f"{path}: must hold an object")
    return notes


def name_of(version: Path) -> str:
    """Return the name of a version: what it says itself, also while its directory does not have its name yet."""
    if not (version / VERSION_FILE).exists():
        return version.name
    name = read_notes(version).get("version", version.name)
    if not is_name(name):
        raise ArtefactError(f"{version / VERSION_FILE}: 'version' must be the name of a version")
    return name


def encoder_directory(models: Path | None = None, version: str | None = None) -> Path:
    """Return the directory of the encoder that a version names; see :func:`version_directory`.

    Raises
    ------
    ArtefactError
        If ``version.json`` is missing or broken, or names an encoder that is missing or is not what its hash says.
    """
    directory = version_directory(models, version)
    notes = directory / VERSION_FILE
    name = read_notes(directory).get("encoder")
    if not is_name(name):
        raise ArtefactError(f"{notes}: 'encoder' must be the name of a directory in {ENCODERS}/")
    encoder = directory.parent / ENCODERS / name
    try:
        found = encoder_hash(encoder)
    except OSError as problem:
        raise ArtefactError(
            f"{notes}: names encoder {name!r}, of which a file cannot be read: {problem.strerror}"
        ) from None
    if found != name:
        raise ArtefactError(f"{encoder}: is not the encoder that its name says; it was changed or cut short")
    return encoder


def is_name(value: object) -> TypeGuard[str]:
    """Return whether ``value`` names what stands in a directory, and leads nowhere else."""
    return isinstance(value, str) and value not in {"", ".."} and Path(value).name == value and value.isprintable()


def encoder_hash(directory: Path) -> str:
    """Return the hash of an encoder's files, by which its directory is named."""
    digest = hashlib.sha256()
    for name in ENCODER_FILES:
        digest.update((directory / name).read_bytes())
    return digest.hexdigest()[:16]


def read_listed(version: Path, name: str) -> bytes:
    """Return the content of a version's file, when it is what ``version.json`` says.

    Versions that were made before their files were listed are read as they are.

    Raises
    ------
    ArtefactError
        If the file or ``version.json`` is missing or broken, or the file is not the one that is listed.
    """
    path = version / name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ArtefactError(f"{path}: is missing") from None
    except OSError as problem:
        raise ArtefactError(f"{path}: cannot be read: {problem.strerror}") from None
    if not (version / VERSION_FILE).exists():
        return content
    notes = read_notes(version)
    if "files" in notes:
        listed = notes["files"].get(name) if isinstance(notes["files"], dict) else None
        if listed != hashlib.sha256(content).hexdigest():
            raise ArtefactError(f"{path}: is not the file that {VERSION_FILE} lists; it was changed or cut short")
    return content


def load_estimators(path: Path, *, expected: frozenset[str]) -> dict[str, Any]:
    """Load a mapping of estimators from the skops file ``path``.

    Parameters
    ----------
    path
        The artefact; what the ``version.json`` beside it lists, where there is one, must be what it is.
    expected
        The keys that it must have, no more and no fewer.

    Raises
    ------
    ArtefactError
        If the file is missing, truncated, changed, foreign, or holds a type that is not trusted.
    """
    content = read_listed(path.parent, path.name)
    try:
        loaded = skops.io.loads(content, trusted=list(TRUSTED_TYPES))  # looks at all types before it builds anything
    except UntrustedTypesFoundException:
        foreign = sorted(set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED_TYPES))
        raise ArtefactError(f"{path}: holds types that are not trusted: {', '.join(foreign)}") from None
    except _BROKEN as problem:
        raise ArtefactError(f"{path}: is no artefact of this library: {type(problem).__name__}") from None
    if not isinstance(loaded, dict) or set(loaded) != expected:
        raise ArtefactError(f"{path}: does not hold {', '.join(sorted(expected))}")
    return loaded
