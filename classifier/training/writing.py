"""Writing a model version: whole or not at all.

A version is made in a directory whose name begins with a dot, which nobody takes for a version, and renamed when it is
whole. Its ``version.json`` is written last and lists the SHA-256 of every other file.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classifier.artefacts import ENCODERS, VERSION_FILE, encoder_hash, is_name, read_notes
from classifier.errors import ArtefactError
from classifier.training.disk import naming, replace_file, sync_directory

__all__ = [
    "check_files",
    "copy_files",
    "is_version_name",
    "new_directory",
    "remove_partial",
    "store_encoder",
    "write_notes",
]

PARTIAL = ".partial"


def is_version_name(name: object) -> bool:
    """Return whether a version may be called so: a plain name, neither hidden nor that of the encoders."""
    return is_name(name) and not name.startswith(".") and name != ENCODERS


@contextmanager
def new_directory(target: Path, *, ending: str = PARTIAL) -> Iterator[Path]:
    """Give a directory to write to, which becomes ``target`` when all went well, and is removed when not.

    Raises
    ------
    ArtefactError
        If ``target`` is there already.
    OSError
        If it cannot be written; names the file.
    """
    if target.exists():
        raise ArtefactError(f"{target}: is there already; choose another name")
    partial = target.with_name(f".{target.name}{ending}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        with naming(partial):
            partial.mkdir(parents=True)
        yield partial
        with naming(target):
            sync_directory(partial)
            partial.rename(target)
            sync_directory(target.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def remove_partial(models: Path) -> None:
    """Remove what trainings that were stopped have left of their versions."""
    for path in models.glob(f".*{PARTIAL}"):
        shutil.rmtree(path, ignore_errors=True)


def write_notes(version: Path, notes: Mapping[str, Any]) -> None:
    """Write ``version.json``: the notes, and the digest of every other file of the version."""
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(version.iterdir())
        if path.name != VERSION_FILE and path.is_file()
    }
    replace_file(version / VERSION_FILE, f"{json.dumps({**notes, 'files': files}, indent=2)}\n".encode())


def check_files(version: Path) -> None:
    """Check that every file that a version lists is the one that it lists.

    Raises
    ------
    ArtefactError
        If one is missing or another; names it.
    """
    files = read_notes(version).get("files", {})
    for name, digest in files.items() if isinstance(files, dict) else ():
        path = version / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest() if is_name(name) else None
        except OSError as problem:
            raise ArtefactError(f"{path}: cannot be read: {problem.strerror}") from None
        if found != digest:
            raise ArtefactError(f"{path}: is not the file that {VERSION_FILE} lists; it was changed or cut short")


def store_encoder(encoder: Path, encoders: Path) -> Path:
    """Return where an encoder stands by its hash, after copying it there when it stands elsewhere.

    Raises
    ------
    ArtefactError
        If it is no encoder, or what stands there by its hash is another.
    OSError
        If it cannot be copied; names the file.
    """
    target = encoders / _hash_of(encoder)
    if not target.exists():
        with new_directory(target) as partial:
            copy_files(encoder, partial)
    if _hash_of(target) != target.name:
        raise ArtefactError(f"{target}: is not the encoder that its name says; it was changed or cut short")
    return target


def copy_files(source: Path, target: Path) -> None:
    """Copy the plain files of a directory; whatever else is in it stays behind.

    Raises
    ------
    OSError
        If one cannot be read or written; names it.
    """
    for path in sorted(source.iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            replace_file(target / path.name, path.read_bytes())


def _hash_of(encoder: Path) -> str:
    try:
        return encoder_hash(encoder)
    except OSError as problem:
        raise ArtefactError(f"{encoder}: is no encoder: {problem.strerror}") from None
