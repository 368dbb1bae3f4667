"""Processes as ``/proc`` shows them."""

import os
from pathlib import Path

__all__ = ["children", "command", "descendants", "environment_of", "megabytes"]

_PARENT = 1  # field of /proc/PID/stat after the name, counted from the state
_PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    """Return the processes that ``pid`` started."""
    return [other for other in _all() if _parent(other) == pid]


def descendants(pid: int) -> list[int]:
    """Return the processes that ``pid`` started, and those that they did."""
    found = children(pid)
    return found + [grandchild for child in found for grandchild in descendants(child)]


def command(pid: int) -> bytes:
    """Return the command line of a process; nothing when it has ended."""
    return _read(pid, "cmdline")


def environment_of(pid: int) -> dict[str, str]:
    """Return the environment that a process was started with; nothing when it has ended."""
    return dict(entry.split("=", 1) for entry in _read(pid, "environ").decode().split("\0") if "=" in entry)


def megabytes(pid: int) -> float:
    """Return the memory that a process holds, in MB; 0 when it has ended."""
    fields = _read(pid, "statm").split()
    return int(fields[1]) * _PAGE / 1e6 if fields else 0.0


def _all() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid: int) -> int | None:
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[_PARENT]) if fields else None


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
