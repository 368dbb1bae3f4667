"""An assessment as plain data: what ``berichtwacht check --json`` prints, like the HTTP response."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from classifier.records import Assessment

__all__ = ["assessment_data"]


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return ``assessment`` as plain data, in the order of the contract; ``redacted_text`` only when it was asked."""
    data = asdict(assessment)
    if assessment.redacted_text is None:
        del data["redacted_text"]
    return data
