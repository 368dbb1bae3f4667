"""An assessment as plain data: the shape of the HTTP response and of ``berichtwacht check --json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from classifier.records import Assessment

__all__ = ["assessment_data"]


def assessment_data(assessment: Assessment) -> dict[str, Any]:
    """Return ``assessment`` as dictionaries, lists, strings and numbers, in the order of the contract."""
    return asdict(assessment)
