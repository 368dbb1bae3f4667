"""Exit statuses: the verdict of a draft, that of the gate, or why there is none (numbers of BSD's ``sysexits.h``)."""

from __future__ import annotations

from enum import IntEnum

from classifier.records import Verdict

__all__ = ["Exit", "exit_of"]


class Exit(IntEnum):
    """What a command ends with."""

    NONE = 0
    NOTICE = 1
    WARN = 2
    UNCHECKED = 3
    REFUSED = 4
    USAGE = 64
    DATA = 65
    UNEXPECTED = 70
    FILE = 74
    BUSY = 75
    CONFIGURATION = 78


def exit_of(verdict: Verdict) -> Exit:
    """Return the exit status that says ``verdict``."""
    return Exit[verdict.name]
