"""What happened, one JSON object a line, and never a word of any draft.

Our own loggers write fixed texts and named facts. What other libraries log could hold what they worked on, so of
theirs only the name, the level and the place in their code are written; of an exception only its type and place.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Any, TextIO

from starlette.types import ASGIApp, Receive, Scope, Send

from api.answer import Answer

__all__ = ["JsonLines", "RequestLog", "configure_logging", "known_method", "log_event", "log_failure", "place_of"]

_logger = logging.getLogger(__name__)

_OUR_OWN = ("api", "classifier", "uvicorn")
_FACTS = "facts"


def configure_logging(level: str, stream: TextIO | None = None) -> None:
    """Send every logger's lines to ``stream``, by default standard error, as JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in _OUR_OWN:
        logging.getLogger(name).setLevel(level.upper())


def place_of(problem: BaseException) -> dict[str, str]:
    """Return the type of an exception and where it was raised; never its message, which may hold a draft."""
    return {"error": type(problem).__name__, "place": _innermost(problem.__traceback__)}


def _innermost(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.partition(".")[0] in _OUR_OWN and record.exc_info is None:
            line["message"] = record.getMessage()
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line |= place_of(record.exc_info[1])
        line |= getattr(record, _FACTS, {})
        return json.dumps(line)  # ASCII only: other line ends than LF would forge a line


class RequestLog:
    """Logs every request: method, route, status and duration; the path itself could hold anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and log it once it is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        answer = Answer(send)

        try:
            await self.app(scope, receive, answer.send)
        finally:
            facts = {
                "method": known_method(scope["method"]),
                "route": getattr(scope.get("route"), "path", None),
                "status": answer.status,
                "milliseconds": round((perf_counter() - started) * 1000, 1),
            }
            _log("request", facts)


def known_method(method: str) -> str:
    """Return the HTTP method, or ``other``: a caller can name one as they like."""
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"


def _log(message: str, facts: Mapping[str, Any], *, level: int = logging.INFO) -> None:
    _logger.log(level, message, extra={_FACTS: facts})


def log_event(message: str, facts: Mapping[str, Any]) -> None:
    """Log that something happened, in fixed words and named facts."""
    _log(message, facts)


def log_failure(problem: BaseException) -> None:
    """Log that something failed that should not have, by type and place only."""
    _log("failure", place_of(problem), level=logging.ERROR)
