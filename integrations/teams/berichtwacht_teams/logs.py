"""What happened, one JSON object a line, and never a word of any draft.

Our own loggers write fixed words and named facts. The Teams SDK and others log what they work on, which is a draft: of
theirs only the level, the name and the place in their code are kept; of an exception only its type and place. That is
done where a record is made, so that it holds for whatever handler somebody adds, at any level.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

__all__ = ["JsonLines", "configure_logging", "log_event", "log_failure"]

_OUR_OWN = "berichtwacht_teams"
_PINNED = ("microsoft_teams", "httpx", "httpcore")
_FACTS, _RAISED = "facts", "raised"

_logger = logging.getLogger(__name__)


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send every logger's lines to ``stream``, by default standard error, as JSON.

    Parameters
    ----------
    level
        The lowest level of our own lines: ``debug``, ``info``, ``warning`` or ``error``. Others write warnings and
        worse.
    stream
        Where the lines go.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.captureWarnings(True)
    logging.setLogRecordFactory(_SilentRecord)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OUR_OWN).setLevel(level.upper())
    _pin()


def _pin() -> None:
    """Keep the loggers that tell most to warnings: their other lines cost time, and would say nothing here."""
    for name in (*_PINNED, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in _PINNED:
            logging.getLogger(name).setLevel(logging.WARNING)


class _SilentRecord(logging.LogRecord):
    """A record that keeps of what others say only who, when, how bad and where."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        if self.exc_info and self.exc_info[1] is not None:
            setattr(self, _RAISED, _place_of(self.exc_info[1]))
        self.exc_info = self.exc_text = self.stack_info = None
        if not _is_ours(self.name):
            self.msg, self.args = "", ()


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if _is_ours(record.name):
            line["message"] = record.getMessage()
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        line |= getattr(record, _RAISED, {}) | getattr(record, _FACTS, {})
        return json.dumps(line)  # ASCII only: other line ends than LF would forge a line


def log_event(message: str, facts: Mapping[str, Any] | None = None) -> None:
    """Log that something happened, in fixed words and named facts."""
    _logger.info(message, extra={_FACTS: dict(facts or {})})


def log_failure(problem: BaseException, what: str = "failure") -> None:
    """Log that something failed that should not have, in fixed words, with the type of the problem and its place."""
    _logger.error(what, extra={_FACTS: _place_of(problem)})


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == _OUR_OWN


def _place_of(problem: BaseException) -> dict[str, str]:
    """Return the type of an exception and where it was raised; never its message, which may hold a draft."""
    return {"error": type(problem).__name__, "place": _innermost(problem.__traceback__)}


def _innermost(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
