"""Receipts: an assessment's id, from which only this service can tell what was answered.

Nothing is kept of an assessment. Whoever sends feedback on it gives its id back, and the id itself, sealed, says
which levels and warnings were shown, and by which model: never a word of the draft.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from api.secrets import Seal
from classifier import Assessment

__all__ = ["LASTS", "Receipt", "Receipts"]

LASTS = 7 * 24 * 3600
"""Seconds in which feedback can be given."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was answered to a draft."""

    id: str
    verdict: str
    levels: tuple[str | None, ...]
    warnings: tuple[str, ...]
    model_version: str
    policy_version: str


class Receipts:
    """Writes receipts and reads them again.

    Parameters
    ----------
    seal
        What seals them.
    """

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def write(self, assessment: Assessment) -> str:
        """Return the id to give out for ``assessment``."""
        levels = [found.level for found in assessment.categories.values()]
        codes = [warning.code for warning in assessment.warnings]
        content = [
            assessment.id,
            assessment.verdict,
            levels,
            codes,
            assessment.model_version,
            assessment.policy_version,
        ]
        return self._seal.close(json.dumps(content, separators=(",", ":")).encode()).decode()

    def read(self, text: str) -> Receipt | None:
        """Return what ``text`` is the receipt of; ``None`` if it is none of ours, or too old."""
        content = self._seal.open(text, seconds=LASTS)
        if content is None:
            return None
        identity, verdict, levels, codes, model, policy = _fields(json.loads(content))
        return Receipt(identity, verdict, tuple(levels), tuple(codes), model, policy)


def _fields(content: Any) -> list[Any]:
    fields: list[Any] = content
    return fields
