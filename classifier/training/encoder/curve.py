"""How much better more written messages would make the encoder: quality against amount of data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from classifier.training.corpus import CORPUS
from classifier.training.encoder.fit import Plan, fit_teacher
from classifier.training.encoder.measure import measure_network
from classifier.training.encoder.prepare import Prepared, prepare

__all__ = ["CURVE_FILE", "SHARES", "learning_curve", "write_learning_curve"]

CURVE_FILE = "learning_curve.json"
CURVE_VERSION = 1
SHARES = (0.25, 0.5, 1.0)


def write_learning_curve(
    target: Path,
    directory: Path = CORPUS,
    *,
    plan: Plan | None = None,
    shares: Sequence[float] = SHARES,
    progress: Callable[[str], None] = print,
) -> None:
    """Measure the curve and write it to ``target``, a directory of a model version."""
    points = learning_curve(prepare(directory), plan=plan or Plan(), shares=shares, progress=progress)
    text = json.dumps({"curve_version": CURVE_VERSION, "points": points}, indent=2)
    (target / CURVE_FILE).write_text(text + "\n", encoding="utf-8")


def learning_curve(
    prepared: Prepared, *, plan: Plan, shares: Sequence[float], progress: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Return, per share of the messages, what a teacher that learned from them knows of the development set.

    The shares are nested: a larger one holds the messages of a smaller one.
    """
    order = list(prepared.messages)
    Random(plan.seed).shuffle(order)  # noqa: S311
    points = []
    for share in shares:
        messages = order[: round(len(order) * share)]
        teacher = fit_teacher(prepared.source, messages, prepared.tokenizer, prepared.vary, plan, progress)
        knowledge = measure_network(teacher, prepared.development, prepared.tokenizer)
        points.append({"share": share, "messages": len(messages), **knowledge.as_data()})
        progress(json.dumps(points[-1]))
    return points
