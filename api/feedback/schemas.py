"""The wire format of feedback; every field is documented for whoever reads the OpenAPI document."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.assessments.schemas import Reminder
from classifier.records import MAX_DRAFT_CHARACTERS, Language, Level

__all__ = ["Action", "Correction", "FeedbackCount", "FeedbackCounts", "FeedbackReceived", "FeedbackRequest", "Why"]

MAX_RECEIPT, MAX_COMMENT = 4096, 500


class Action(StrEnum):
    """What the writer did after the assessment."""

    SENT = "sent"
    EDITED = "edited"
    REDIRECTED = "redirected"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Why the writer did so."""

    WARNING_WRONG = "warning_wrong"
    ALREADY_PUBLIC = "already_public"
    URGENT = "urgent"
    NO_OTHER_WAY = "no_other_way"
    AGREED_WITH_PERSON = "agreed_with_person"
    OTHER = "other"


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Correction(_Request):
    """The levels that the writer thinks right."""

    personal: Level = Field(strict=False)
    decision: Level = Field(strict=False)
    confidential: Level = Field(strict=False)


class FeedbackRequest(_Request):
    """Feedback on one assessment."""

    assessment: Annotated[str, StringConstraints(min_length=1, max_length=MAX_RECEIPT)] = Field(
        description="The `id` of the assessment, at most a week old."
    )
    action: Action = Field(strict=False, description="What the writer did.")
    reason: Annotated[Why, Field(strict=False)] | None = Field(default=None, description="Why.")
    comment: Annotated[str, StringConstraints(max_length=MAX_COMMENT)] | None = Field(
        default=None, description="Why, in free words; kept like `text`."
    )
    right: bool | None = Field(default=None, description="Whether the warning, or the lack of one, was right.")
    levels: Correction | None = Field(default=None, description="The levels that the writer thinks right.")
    text: Annotated[str, StringConstraints(max_length=MAX_DRAFT_CHARACTERS)] | None = Field(
        default=None,
        description="The draft, only when the writer chose to send it along. It is kept encrypted, for a fixed time, "
        "to improve the warnings.",
    )
    language: Language = Field(default=Language.NL, strict=False, description="Language of the reminders.")


class FeedbackReceived(BaseModel):
    """What the service says to feedback."""

    reminders: list[Reminder] = Field(description="What to do now: after 'sent' with a warning, keep and archive.")
    text_kept_until: date | None = Field(description="Until when a text or comment is kept; null when there is none.")


class FeedbackCount(BaseModel):
    """How often something was done after a warning; counts under five are not told."""

    warning: str | None = Field(description="Code of the warning; null: no warning was shown.")
    model_version: str
    action: Action
    count: int | None = Field(description="Null: from one to four.")


class FeedbackCounts(BaseModel):
    """Counts of feedback."""

    least: int = Field(description="The least count that is told.")
    counts: list[FeedbackCount]
