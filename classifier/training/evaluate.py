"""Measuring a classifier on labelled messages: one report, as a table and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from classifier.errors import CorpusError
from classifier.pipeline import Classifier
from classifier.records import Assessment, Category, Draft
from classifier.training.corpus import CORPUS, Corpus, Message, Split, read_messages
from classifier.training.metrics import (
    Rate,
    Tally,
    category_tally,
    entity_tallies,
    messages_overall,
    topic_tally,
)

__all__ = ["REPORT_VERSION", "Report", "evaluate", "load_messages", "print_report"]

REPORT_VERSION = 1
"""Version of the report's data; it rises when a key changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    model_version: str
    policy_version: str
    messages: int
    overall: dict[str, Rate]
    categories: dict[str, Tally]
    topics: Tally
    entities: dict[str, Tally]

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data, with its version."""
        return {
            "report_version": REPORT_VERSION,
            "model_version": self.model_version,
            "policy_version": self.policy_version,
            "messages": self.messages,
            "overall": {name: _rate(rate) for name, rate in self.overall.items()},
            "categories": {name: _tally(tally) for name, tally in self.categories.items()},
            "topics": _tally(self.topics),
            "entities": {name: _tally(tally) for name, tally in self.entities.items()},
        }


def load_messages(source: Path | None = None) -> Sequence[Message]:
    """Return the frozen test set, or the messages of another corpus directory or JSON Lines file.

    Raises
    ------
    CorpusError
        If a line is no record, or there is no message at all.
    """
    path = source or CORPUS
    messages = tuple(read_messages(path)) if path.is_file() else Corpus.read(path).split(Split.TEST)
    if not messages:
        raise CorpusError("holds no messages to measure on", path=path, line=1)
    return messages


def evaluate(classifier: Classifier, messages: Iterable[Message]) -> Report:
    """Assess every message and count what is right, missed and invented."""
    messages = tuple(messages)
    assessments: list[Assessment] = [classifier.assess(Draft(text=message.text)) for message in messages]
    return Report(
        model_version=assessments[0].model_version,
        policy_version=assessments[0].policy_version,
        messages=len(messages),
        overall=messages_overall(messages, assessments),
        categories={category.value: category_tally(messages, assessments, category) for category in Category},
        topics=topic_tally(messages, assessments),
        entities=entity_tallies(messages, assessments),
    )


def print_report(report: Report, console: Console) -> None:
    """Print the report as tables: dangerous errors (missed) and annoying ones (invented) apart."""
    console.print(f"model {report.model_version}, policy {report.policy_version}, {report.messages} messages")
    overall = Table("what", "share", "95 %", "cases")
    for name, rate in report.overall.items():
        overall.add_row(name, f"{rate.value:.3f}", _interval(rate), f"{rate.hits} of {rate.cases}")
    console.print(overall)
    table = Table("what", "precision", "recall", "F1", "right", "missed", "invented")
    rows = {f"warn {name}": tally for name, tally in report.categories.items()}
    rows |= {"topics": report.topics} | report.entities
    for name, tally in rows.items():
        counts = (str(tally.right), str(tally.missed), str(tally.invented))
        table.add_row(name, f"{tally.precision.value:.3f}", f"{tally.recall.value:.3f}", f"{tally.f1:.3f}", *counts)
    console.print(table)


def _interval(rate: Rate) -> str:
    low, high = rate.interval
    return f"{low:.3f} to {high:.3f}"


def _rate(rate: Rate) -> dict[str, Any]:
    return {"hits": rate.hits, "cases": rate.cases, "value": rate.value, "interval": list(rate.interval)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "right": tally.right,
        "missed": tally.missed,
        "invented": tally.invented,
        "precision": _rate(tally.precision),
        "recall": _rate(tally.recall),
        "f1": tally.f1,
    }
