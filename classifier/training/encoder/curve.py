"""How much better more written messages would make the encoder: quality against amount of data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from classifier.artefacts import ENCODERS, VERSION_FILE
from classifier.training.corpus import CORPUS
from classifier.training.encoder.export import NOTES
from classifier.training.encoder.fit import fit_teacher
from classifier.training.encoder.measure import measure_network
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.prepare import Prepared, prepare
from classifier.training.evaluation.messages import corpus_hash

__all__ = ["CURVE_FILE", "SHARES", "known_of_all", "learning_curve", "write_learning_curve"]

CURVE_FILE = "learning_curve.json"
CURVE_VERSION = 1
SHARES = (0.25, 0.5, 1.0)

_OF_THE_STUDENT = frozenset({"teachers", "layers", "student_epochs", "student_rate"})
"""What of a plan does not matter to the first teacher."""


def write_learning_curve(
    target: Path,
    directory: Path = CORPUS,
    *,
    plan: Plan | None = None,
    shares: Sequence[float] = SHARES,
    progress: Callable[[str], None] = print,
) -> None:
    """Measure the curve and write it to ``target``, a directory of a model version.

    What a teacher knows that learned from all messages stands beside the version's encoder already where its first
    teacher learned from the same messages and weights, with the same rates, epochs and seed; it is not trained again.
    The lists of names and the way messages are varied are not compared.
    """
    prepared = prepare(directory)
    plan = plan or Plan()
    points = learning_curve(
        prepared, plan=plan, shares=shares, whole=known_of_all(target, prepared, plan), progress=progress
    )
    text = json.dumps({"curve_version": CURVE_VERSION, "points": points}, indent=2)
    (target / CURVE_FILE).write_text(text + "\n", encoding="utf-8")


def learning_curve(
    prepared: Prepared,
    *,
    plan: Plan,
    shares: Sequence[float],
    whole: Mapping[str, float] | None = None,
    progress: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Return, per share of the messages, what a teacher that learned from them knows of the development set.

    The shares are nested: a larger one holds the messages of a smaller one.

    Parameters
    ----------
    prepared
        Messages and weights.
    plan
        How to train; every share is read as often as the whole.
    shares
        Shares of the messages, above 0 and at most 1.
    whole
        What is known of all messages already.
    progress
        Is told every point.
    """
    order = list(prepared.messages)
    Random(plan.seed).shuffle(order)  # noqa: S311
    points = []
    for share in shares:
        messages = order[: round(len(order) * share)]
        if whole is not None and len(messages) == len(order):
            knowledge = dict(whole)
        else:
            teacher = fit_teacher(prepared.source, messages, prepared.tokenizer, prepared.vary, plan, progress)
            knowledge = measure_network(teacher, prepared.development, prepared.tokenizer).as_data()
        points.append({"share": share, "messages": len(messages), **knowledge})
        progress(json.dumps(points[-1]))
    return points


def known_of_all(version: Path, prepared: Prepared, plan: Plan) -> Mapping[str, float] | None:
    """Return what the first teacher of the version's encoder knows, if it was made as the curve's would be."""
    notes = json.loads((version / VERSION_FILE).read_text(encoding="utf-8"))
    path = version.parent / ENCODERS / notes["encoder"] / NOTES
    encoder = json.loads(path.read_text(encoding="utf-8"))
    made = (encoder["data"]["hash"], encoder["source"], _of_a_teacher(encoder["plan"]))
    wanted = (corpus_hash(prepared.messages), prepared.source.name, _of_a_teacher(plan.as_data()))
    return encoder["development"].get("teacher") if made == wanted else None


def _of_a_teacher(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a plan that the first teacher depends on."""
    return {name: value for name, value in plan.items() if name not in _OF_THE_STUDENT}
