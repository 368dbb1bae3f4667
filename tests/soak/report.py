"""A run as Markdown for people and as JSON for programs."""

import json
import os
import platform
import subprocess
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.soak.oracle import Outcome
from tests.soak.record import Event, Phase, by_second, percentile
from tests.soak.run import Result

__all__ = ["as_data", "as_markdown", "write"]

_ROOT = Path(__file__).parents[2]
_BAD = (Outcome.PROBLEM, Outcome.CUT, Outcome.UNSENT, Outcome.DEGRADED, Outcome.WRONG)
_LEGEND = (
    "Errors: `problem` is a 503 or 429 that says when to ask again, `cut` a connection without an answer, `unsent` a "
    "request that the clients held back because 400 were under way, `degraded` an answer by rules alone that says so. "
    "'Well again after' is the time from the healing of the fault (for killed workers: from the kill) to the last "
    "request that was not answered right. p50 and p99 are of single assessments that were right, "
    "from when they were due. A request counts where it was sent, also when it was cut in what came next."
)
_KINDS = ("assessment", "batch", "feedback")


def write(result: Result, directory: Path) -> Path:
    """Write both into ``directory``, named by the day, and return where the Markdown stands."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{datetime.now(UTC):%Y-%m-%d}-soak.md"
    path.write_text(as_markdown(result), encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(as_data(result), indent=1) + "\n", encoding="utf-8")
    return path


def as_data(result: Result) -> dict[str, Any]:
    """Return the run as plain data."""
    record = result.record
    return {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "model": result.model,
        "minutes": round((result.ended - result.started) / 60, 1),
        "capacity_per_second": round(result.capacity, 1),
        "load_per_second": round(result.capacity * result.plan.share, 1),
        "messages": result.plan.questions,
        "requests": {kind: sum(event.kind == kind for event in record.events) for kind in _KINDS},
        "outcomes": dict(Counter(event.outcome for event in record.events)),
        "feedback": {
            "accepted": result.accepted,
            "accepted_with_text": result.with_text,
            "not_accepted": result.unaccepted,
        },
        "exit_status": result.exit_status,
        "wrong": _counted(result.wrong),
        "lost": _counted(result.lost),
        "leaked": result.leaked,
        "stuck": result.stuck,
        "left_out": result.left_out,
        "failures_in_the_log": result.failures,
        "phases": [_phase(phase, record.within(phase), result.started) for phase in record.phases],
        "by_second": by_second(record.events, result.started),
    }


def as_markdown(result: Result) -> str:
    """Return the run as a page."""
    data = as_data(result)
    outcomes = data["outcomes"]
    lines = [
        f"# Soak and faults, {data['date'][:10]}",
        "",
        f"{data['machine']}; commit `{data['commit']}`, model `{data['model']}`, two workers, PostgreSQL. "
        f"{data['minutes']} minutes at {data['load_per_second']} requests a second, "
        f"{result.plan.share:.0%} of the {data['capacity_per_second']} that it could do just before. "
        f"Clients, store and service shared the machine.",
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {kind} requests | {count} |" for kind, count in data["requests"].items()),
        *(f"| answers: {outcome.value} | {outcomes.get(outcome, 0)} |" for outcome in Outcome),
        f"| feedback accepted (of that with a text) | {result.accepted} ({result.with_text}) |",
        f"| feedback not accepted in the end | {result.unaccepted} |",
        f"| feedback lost, double or changed | {len(result.lost)} |",
        f"| files, command lines or environments with a draft | {len(result.leaked)} |",
        f"| exit status after SIGTERM | {result.exit_status} |",
        "",
        "| what happened | requests | errors | p50 ms | p99 ms | well again after | seen |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(phase) for phase in data["phases"]),
        "",
        _LEGEND,
    ]
    for name in ("wrong", "lost", "leaked", "stuck", "left_out"):
        if data[name]:
            lines += ["", f"**{name.replace('_', ' ').capitalize()}**", "", *(f"- {line}" for line in data[name])]
    if result.failures:
        counted = [f"- {count} × `{failure}`" for failure, count in sorted(result.failures.items())]
        lines += ["", "What the service's log says of failures:", "", *counted]
    return "\n".join(lines) + "\n"


def _phase(phase: Phase, events: list[Event], started: float) -> dict[str, Any]:
    bad = Counter(f"{event.kind} {event.outcome}" for event in events if event.outcome in _BAD)
    return {
        "name": phase.name,
        "from_second": round(phase.begun - started, 1),
        "seconds": round((phase.ended or phase.begun) - phase.begun, 1),
        "requests": len(events),
        "errors": dict(sorted(bad.items())),
        "p50_ms": percentile(events, 0.5),
        "p99_ms": percentile(events, 0.99),
        "recovery_seconds": None if phase.recovery is None else round(phase.recovery, 1),
        "memory_mb": phase.memory,
        "notes": phase.notes,
    }


def _row(phase: dict[str, Any]) -> str:
    errors = ", ".join(f"{count} {name}" for name, count in phase["errors"].items()) or "none"
    recovery = "" if phase["recovery_seconds"] is None else f"{phase['recovery_seconds']} s"
    memory = f"workers {' and '.join(map(str, phase['memory_mb']))} MB" if phase["memory_mb"] else ""
    seen = "; ".join(filter(None, [*phase["notes"], memory]))
    cells = (phase["name"], phase["requests"], errors, phase["p50_ms"], phase["p99_ms"], recovery, seen)
    return f"| {' | '.join(map(str, cells))} |"


def _counted(lines: list[str]) -> list[str]:
    """Return each line once, with how often it stands there, the most frequent first."""
    return [f"{count} × {line}" for line, count in Counter(lines).most_common(20)]


def _commit() -> str:
    described = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    done = subprocess.run(described, cwd=_ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
