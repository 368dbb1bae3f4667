"""The policy over the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.assessments.schemas import Clause
from classifier.records import Category

__all__ = ["LocalisedText", "PolicyDestination", "PolicyResponse", "SentAnyway"]


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True)


class LocalisedText(_Response):
    """A text in every language."""

    nl: str
    en: str


class PolicyDestination(_Response):
    """Where messages belong instead."""

    id: str
    url: str | None
    label: LocalisedText
    why: dict[Category, LocalisedText] = Field(description="Why it is the better place, per category.")


class SentAnyway(_Response):
    """What to show when a message was sent in spite of a warning."""

    code: str
    message: LocalisedText
    clause: Clause


class PolicyResponse(_Response):
    """The guideline in force."""

    version: str = Field(description="As in `policy_version` of an assessment.")
    name: str
    clauses: list[Clause]
    destinations: list[PolicyDestination]
    sent_anyway: list[SentAnyway]
