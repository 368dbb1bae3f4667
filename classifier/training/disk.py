"""Files that are there whole or not at all, also when the machine stops half-way or the disk is full; and locks."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from classifier.errors import BusyError

__all__ = ["alone_in", "append_line", "locked", "naming", "replace_file", "replace_files", "sync_directory"]

_BETWEEN_TRIES = 0.1
"""Seconds between two tries to take a lock."""


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever reads ``path`` finds what was there before, or all of ``content``.

    Raises
    ------
    OSError
        If it cannot be written, with the name of the file; what was there is left as it was.
    """
    replace_files({path: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, and put them in place only when all are whole; one that is there keeps its mode.

    Raises
    ------
    OSError
        If one cannot be written, with its name; then every file is left as it was.
    """
    partial = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, content in contents.items():
            _fill(partial[path], content, like=path)
        for path, whole in partial.items():
            with naming(path):
                whole.replace(path)
    finally:
        for left in partial.values():
            with suppress(OSError):
                left.unlink(missing_ok=True)
    for directory in {path.parent for path in contents}:
        sync_directory(directory)


def _fill(partial: Path, content: bytes, *, like: Path) -> None:
    with naming(like):
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise OSError(problem.errno, problem.strerror) from None  # without the name that is only ours
        if like.exists():
            shutil.copymode(like, partial)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, which is made when it is not there; one that was cut short before is ended first.

    Raises
    ------
    OSError
        If it cannot be written, with the name of the file.
    """
    with naming(path), path.open("a+b") as file:
        start = b""
        if file.tell():
            file.seek(-1, os.SEEK_END)
            start = b"" if file.read(1) == b"\n" else b"\n"
        file.write(start + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Let the names in a directory outlast a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give errors of writing the name of the file, which a full disk leaves out."""
    try:
        yield
    except OSError as problem:
        if problem.filename is not None:
            raise
        reason = problem.strerror or type(problem).__name__
        raise OSError(problem.errno or errno.EIO, reason, str(path)) from None


@contextmanager
def locked(path: Path, *, busy: str, patience: float = 0.0) -> Iterator[None]:
    """Keep other processes out of what ``path``, a lock file, stands for; the lock ends with the process.

    Parameters
    ----------
    path
        The lock file, which is made when it is not there.
    busy
        What to say when another process is in there.
    patience
        Seconds to wait for it.

    Raises
    ------
    BusyError
        If another process is in there, and stays.
    """
    ends = time.monotonic() + patience
    with path.open("ab") as file:
        while not _is_taken(file):
            if time.monotonic() >= ends:
                raise BusyError(busy)
            time.sleep(_BETWEEN_TRIES)
        yield


def _is_taken(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Hold a directory for as long as its files are read and changed; wait while another process holds it.

    The lock is on the directory itself, so that it leaves no file behind and ends with its process.
    """
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
