"""Where the policy comes from: a file that may change while the service runs."""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic

from classifier.decide.policy import Policy
from classifier.decide.policy_file import DEFAULT_POLICY, read_policy_file
from classifier.errors import PolicyError
from classifier.records import Decided, Scored, TextCodes

__all__ = ["PolicySource", "load_policy"]

_logger = logging.getLogger(__name__)

_CHECK_EVERY = 1.0  # seconds between two looks at the file


def load_policy(path: Path | None = None, *, codes: TextCodes | None = None) -> Policy:
    """Load the policy in ``path``, by default the guideline of Kaag en Braassem.

    Parameters
    ----------
    path
        The policy file.
    codes
        What has a text; by default that is not checked.

    Raises
    ------
    PolicyError
        If the file cannot be read or is wrong.
    """
    path = path or DEFAULT_POLICY
    file = read_policy_file(path, codes=codes)
    digest = hashlib.sha256(file.model_dump_json().encode()).hexdigest()
    return Policy(file=file, version=f"{path.stem}-{digest[:12]}")


class PolicySource:
    """Decides by the policy in a file, and reads the file again when it changes.

    A changed file that is wrong does not stop the service: the policy that was there stays in force,
    :attr:`problem` says what is wrong, and the log names the line once.

    Parameters
    ----------
    path
        The policy file; by default the guideline of Kaag en Braassem.
    codes
        What has a text; by default that is not checked.

    Raises
    ------
    PolicyError
        If the file is wrong at the start.
    """

    def __init__(self, path: Path | None = None, *, codes: TextCodes | None = None) -> None:
        self.path = path or DEFAULT_POLICY
        self._codes = codes
        self.problem: PolicyError | None = None
        self._lock = Lock()
        self._stamp = self._look()
        self._policy = load_policy(self.path, codes=codes)
        self._next_check = monotonic() + _CHECK_EVERY

    def current(self) -> Policy:
        """Return the policy in force."""
        if monotonic() >= self._next_check and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._policy

    def decide(self, scored: Scored) -> Decided:
        """Decide by the policy in force, now."""
        return self.current().decide(scored, now=datetime.now(UTC))

    def _refresh(self) -> None:
        self._next_check = monotonic() + _CHECK_EVERY
        stamp = self._look()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._policy = load_policy(self.path, codes=self._codes)
            self.problem = None
        except PolicyError as problem:
            self.problem = problem
            _logger.error("policy not reloaded, the one before stays in force: %s", problem)  # noqa: TRY400

    def _look(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
