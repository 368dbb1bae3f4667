"""The list of officials in a file, which may change while the app runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from berichtwacht_teams.officials.errors import OfficialsError
from berichtwacht_teams.officials.parsing import read_roster
from berichtwacht_teams.officials.roster import STALE_AFTER, ListState, Roster, Source

__all__ = ["FileList"]

_logger = logging.getLogger(__name__)

_CHECK_EVERY = 5.0  # seconds between two looks at the file


class FileList:
    """The officials in a file.

    A change that is wrong does not stop the app: the list that was there stays in force, and the log names the file and
    the line once. After a day it is stale, because the change may have added somebody.

    Parameters
    ----------
    path
        The file.
    check_every
        Seconds between two looks at the file.
    now
        The clock.

    Raises
    ------
    OfficialsError
        If the file is wrong at the start.
    """

    def __init__(
        self,
        path: Path,
        *,
        check_every: float = _CHECK_EVERY,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._path = path
        self._check_every = check_every
        self._now = now
        self._stamp = _stamp(path)
        self._roster = read_roster(path)
        self._read_at = now()
        self._problem: OfficialsError | None = None
        self._wrong_since: datetime | None = None

    @property
    def roster(self) -> Roster:
        """The people as they were last read."""
        return self._roster

    @property
    def stale(self) -> bool:
        """Whether the file has been wrong for a day."""
        return self._wrong_since is not None and self._now() - self._wrong_since > STALE_AFTER

    def state(self) -> ListState:
        """Return what the health page may show."""
        problem = None if self._problem is None else self._problem.reason
        return ListState(Source.FILE, self._roster.counts, self._read_at, self.stale, problem)

    async def keep_fresh(self) -> None:
        """Look at the file every few seconds, outside the event loop, until cancelled."""
        while True:
            await asyncio.sleep(self._check_every)
            await asyncio.to_thread(self._refresh)

    def _refresh(self) -> None:
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        try:
            roster = read_roster(self._path)
        except OfficialsError as problem:
            # What the disk refused, unlike what stands in the file, may be well without another change.
            self._stamp = None if isinstance(problem.__cause__, OSError) else stamp
            self._fail(problem)
        else:
            self._stamp, self._roster, self._read_at = stamp, roster, self._now()
            self._problem = self._wrong_since = None
            _logger.info("list of officials was read", extra={"facts": {"people": sum(roster.counts.values())}})

    def _fail(self, problem: OfficialsError) -> None:
        known = self._problem is not None and str(self._problem) == str(problem)
        self._problem = problem
        self._wrong_since = self._wrong_since or self._now()
        if not known:
            _logger.error(
                "list of officials is wrong, the one before stays in force",
                extra={"facts": {"file": str(self._path), "line": problem.line, "reason": problem.reason}},
            )


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what changes when the file changes, or ``None`` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
