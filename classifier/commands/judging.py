"""What the gate says of a version, as training and promoting ask it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from classifier.commands.progress import Shown
from classifier.training.releases import Judge

__all__ = ["judge_on"]


def judge_on(directory: Path, *, gate: Path | None = None, shown: Shown) -> Judge:
    """Return a judge that compares two versions on the frozen test set of a corpus, by the rules of a gate file."""
    from classifier.training.evaluation.against import refusals

    def judge(candidate: Path, current: Path) -> Sequence[str]:
        return [
            str(refusal)
            for refusal in refusals(candidate, current, directory=directory, gate=gate, progress=shown.through)
        ]

    return judge
