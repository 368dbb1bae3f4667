"""Files that are there whole or not at all, also when the machine stops half-way or the disk is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["naming", "replace_file", "sync_directory"]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever reads ``path`` finds what was there before, or all of ``content``.

    Raises
    ------
    OSError
        If it cannot be written, with the name of the file; what was there is left as it was.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with naming(path):
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
            sync_directory(path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


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
