"""The wire format of what is watched; every field is documented for whoever reads the OpenAPI document."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from classifier.drift import Change
from classifier.records import Category, Verdict

__all__ = ["DriftTold", "Interval", "LevelName", "Monitoring", "Override", "Period", "Reference", "ReferenceKind"]

Interval = tuple[float, float]


class LevelName(StrEnum):
    """A level of a category, or that it was not checked."""

    NONE = "none"
    NOTICE = "notice"
    WARN = "warn"
    UNCHECKED = "unchecked"


class Period(BaseModel):
    """What one model version answered in a number of days."""

    since: date = Field(description="First day.")
    until: date = Field(description="Last day.")
    model_version: str
    verdicts: dict[Verdict, int | None] = Field(description="Assessments by verdict.")
    levels: dict[Category, dict[LevelName, int | None]] = Field(description="Assessments by level of each category.")
    scores: dict[Category, list[int | None]] = Field(
        description="Assessments by score of each category, in bins of equal width from 0 to 1."
    )


class Override(BaseModel):
    """How often a message was sent although it was warned about, of the feedback in all periods."""

    model_version: str
    warning: str = Field(description="Code of the warning.")
    title: str | None = Field(description="What writers read, in Dutch; null for a warning that is no longer there.")
    feedback: int | None = Field(description="Feedback on assessments with this warning.")
    sent: int | None = Field(description="How many of them were sent all the same.")
    share: float | None = Field(description="Share that was sent; null where a count is too small to be told.")
    interval: Interval | None = Field(
        description="95 % interval of the share (Wilson); where `sent` is not told, of every number that it may be."
    )


class ReferenceKind(StrEnum):
    """What scores are compared with."""

    FIRST_WEEK = "first_week"
    MEASURED = "measured"


class Reference(BaseModel):
    """What the scores of a version are compared with."""

    kind: ReferenceKind = Field(
        description="`first_week`: the first seven whole days in use; `measured`: the messages it was measured on."
    )
    since: date | None = Field(description="First day; null for `measured`.")
    until: date | None = Field(description="Last day; null for `measured`.")
    scores: list[int | None] = Field(description="Assessments by score, in the same bins.")


class DriftTold(BaseModel):
    """How far the scores of the last period are from a reference."""

    model_version: str
    category: Category
    reference: Reference
    scores: list[int | None] = Field(description="Assessments of the last period by score.")
    change: Change = Field(
        description="`unknown`: one of both holds under 200 scores; `some` or `much`: PSI is at least 0.1 or 0.25, and "
        "more than chance makes it once in a thousand times."
    )
    psi: float | None = Field(description="Population stability index, in two decimals; null when `unknown`.")
    by_chance: float | None = Field(
        description="What one PSI in a thousand exceeds when nothing has changed; null when `unknown`."
    )
    jensen_shannon: float | None = Field(
        description="Jensen-Shannon divergence in bits, from 0 to 1; null when `unknown`."
    )


class Monitoring(BaseModel):
    """How the model does in use. Only whole days are told, and small counts are null."""

    since: date = Field(description="First day of the first period.")
    until: date = Field(description="Last day of the last period: yesterday (UTC).")
    days: int = Field(description="Days of a period.")
    least: int = Field(
        description="The least count that is told but 0; null is one to four, or what would give such a count away."
    )
    least_scores: int = Field(description="Scores that both histograms need before a change is told.")
    model_version: str = Field(description="The version in use.")
    periods: list[Period] = Field(description="By period and version, the oldest first; without those that had none.")
    overrides: list[Override] = Field(description="By version and warning.")
    drift: list[DriftTold] = Field(description="By version, category and reference.")
