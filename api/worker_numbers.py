"""The numbers of several workers, in files of one directory (prometheus_client's multiprocess mode).

prometheus_client maps every worker's files into memory and adds them up when it is asked. Three things it leaves to
its user, and they are done here:

- Files are made whole. It makes them with holes, and the kernel kills (SIGBUS) who fills a hole on a disk that is full.
- A worker that ended, however it ended, waits for nothing any more. Each holds a lock that the kernel frees with it.
- What a worker counted stays counted when it has ended, in one file for all of them.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from api.telemetry import log_failure

__all__ = ["WorkerNumbers"]

_KEPT = ("counter", "histogram")
_KINDS = (*_KEPT, "gauge_livesum")
_SIZE = 512 * 1024
"""Bytes of a file: more than all names and labels there can be need, so that no file grows (and gets a hole)."""

_DEAD = "dead"


class WorkerNumbers:
    """The directory of the workers' numbers.

    Parameters
    ----------
    directory
        The directory; the same for all workers of a service, and for no other.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.identity = f"{os.getpid()}-{secrets.token_hex(4)}"  # a number of a process comes back after a while

    def join(self) -> None:
        """Count in files from now on; when there is no room for them, in memory, where nobody else sees it."""
        try:
            for kind in _KINDS:
                self._make(f"{kind}_{self.identity}")
            self._show_alive()
        except OSError as problem:
            log_failure(problem)
            for kind in _KINDS:
                self._file(f"{kind}_{self.identity}").unlink(missing_ok=True)
            values.ValueClass = values.MutexValue
        else:
            values.ValueClass = values.MultiProcessValue(lambda: self.identity)  # type: ignore[no-untyped-call]

    def exposition(self) -> bytes:
        """Return the numbers of all workers in Prometheus' text format."""
        with self._alone():
            for worker in self._ended():
                self._bury(worker)
            together = CollectorRegistry()
            MultiProcessCollector(together, str(self.directory))  # type: ignore[no-untyped-call]
            return generate_latest(together)

    def _file(self, name: str) -> Path:
        return self.directory / f"{name}.db"

    def _make(self, name: str) -> None:
        """Make a file without holes; who reads meanwhile does not see half of it."""
        new = self.directory / f"{name}.new"
        try:
            with new.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, _SIZE)
            new.replace(self._file(name))
        finally:
            new.unlink(missing_ok=True)

    def _show_alive(self) -> None:
        """Hold a lock for as long as this process lives; it has it before others see the file."""
        new = self.directory / f"{self.identity}.new"
        descriptor = os.open(new, os.O_CREAT | os.O_RDWR, 0o600)  # closed by the kernel when the process ends
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        new.replace(self.directory / f"{self.identity}.alive")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process read at a time, so that nobody counts a worker twice that is being buried."""
        descriptor = os.open(self.directory, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _ended(self) -> list[str]:
        """Return the workers whose lock is free."""
        return [path.stem for path in self.directory.glob("*.alive") if _is_free(path)]

    def _bury(self, worker: str) -> None:
        """Forget that a worker waits for something, and keep what it counted; without room it is kept where it is."""
        mark_process_dead(worker, str(self.directory))  # type: ignore[no-untyped-call]
        try:
            for kind in _KEPT:
                self._keep(kind, worker)
        except OSError as problem:
            log_failure(problem)
            return
        (self.directory / f"{worker}.alive").unlink()

    def _keep(self, kind: str, worker: str) -> None:
        total, ended = self._file(f"{kind}_{_DEAD}"), self._file(f"{kind}_{worker}")
        sums: dict[str, float] = defaultdict(float)
        for path in (total, ended):
            if path.exists():
                for key, value, *_ in MmapedDict.read_all_values_from_file(path):  # type: ignore[no-untyped-call]
                    sums[key] += value
        new = f"{kind}_{_DEAD}-new"
        self._make(new)
        file = MmapedDict(str(self._file(new)))  # type: ignore[no-untyped-call]
        for key, value in sums.items():
            file.write_value(key, value, 0.0)  # type: ignore[no-untyped-call]
        file.close()  # type: ignore[no-untyped-call]
        self._file(new).replace(total)
        ended.unlink(missing_ok=True)


def _is_free(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
