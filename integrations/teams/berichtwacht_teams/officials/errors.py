"""What is wrong with a list of officials."""

from __future__ import annotations

from pathlib import Path

__all__ = ["OfficialsError"]


class OfficialsError(ValueError):
    """A list of officials, or the setting that names it, is wrong.

    The message says where and why, and repeats nothing of the list: it holds names of people.

    Parameters
    ----------
    reason
        What is wrong, in a short phrase.
    path
        The file, if there is one.
    line
        The line, counted from 1.
    """

    def __init__(self, reason: str, *, path: Path | None = None, line: int | None = None) -> None:
        place = "officials" if path is None else str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {reason}")
        self.reason = reason
        self.path = path
        self.line = line
