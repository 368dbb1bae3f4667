"""One at a time: who changes the files of a directory waits for who is changing them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["alone_in"]


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
