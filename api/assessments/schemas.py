"""What goes over the wire; field for field the records of the library."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from classifier.records import (
    MAX_DRAFT_CHARACTERS,
    MAX_HISTORY_MESSAGES,
    Category,
    Channel,
    Language,
    Level,
    Role,
    Topic,
    Verdict,
)

__all__ = ["MAX_DRAFTS", "AssessmentBatch", "AssessmentBatchRequest", "AssessmentRequest", "AssessmentResponse"]

MAX_DRAFTS = 100
"""Most drafts of one batch."""

MAX_RECIPIENTS = 1024
"""Most recipients of one draft: the largest group that WhatsApp allows."""

Text = Annotated[str, Field(max_length=MAX_DRAFT_CHARACTERS)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class _Response(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class Participant(_Request):
    """Somebody in the conversation, known by role only."""

    role: Role = Field(strict=False)


class HistoryMessage(_Request):
    """An earlier message of the conversation."""

    text: Text


class Context(_Request):
    """What is known about the conversation."""

    channel: Channel = Field(default=Channel.OTHER, strict=False, description="The app that the draft is typed in.")
    crisis: bool = Field(default=False, description="The writer's word that this is a crisis.")
    sender: Participant | None = Field(default=None, description="The writer.")
    recipients: list[Participant] = Field(default=[], max_length=MAX_RECIPIENTS, description="The others in the chat.")
    history: list[HistoryMessage] = Field(
        default=[], max_length=MAX_HISTORY_MESSAGES, description="Earlier messages, oldest first."
    )


class AssessmentRequest(_Request):
    """A draft message, before it is sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "kun je mevr Yilmaz bellen, haar bijstand is stopgezet",
                    "context": {
                        "channel": "whatsapp",
                        "sender": {"role": "official"},
                        "recipients": [{"role": "executive"}],
                        "history": [{"text": "heb je even?"}],
                    },
                    "language": "nl",
                    "redact": True,
                }
            ]
        }
    )

    text: Text = Field(description="The message as it is typed; may be blank.")
    context: Context = Field(default_factory=Context, description="The conversation around it.")
    language: Language = Field(default=Language.NL, strict=False, description="Language of the texts in the answer.")
    redact: bool = Field(default=False, description="Whether to return the text without what identifies somebody.")


class AssessedCategory(_Response):
    """What the message itself holds of a category; both `null` when it was not checked."""

    level: Level | None
    score: float | None = Field(description="Calibrated probability, 0 to 1, that this should not be sent.")


class AssessedCategories(_Response):
    """The three categories."""

    personal: AssessedCategory
    decision: AssessedCategory
    confidential: AssessedCategory


class Finding(_Response):
    """Words to underline; offsets count Unicode code points of the text as it was sent."""

    category: Category
    entity: str | None = Field(description="What it is; `null` for words that moved a score.")
    start: int
    end: int
    score: float
    recogniser: str
    explanation: str


class AssessedTopic(_Response):
    """A sensitive subject, with the words that show it when there are any."""

    topic: Topic
    score: float
    start: int | None
    end: int | None


class Clause(_Response):
    """A paragraph of the guideline."""

    id: str
    quote: str


class Destination(_Response):
    """Where the message does belong; the address never holds any of the draft."""

    id: str
    label: str
    url: str | None
    why: str


class Warning(_Response):
    """What is wrong, by which paragraph, and where to go instead."""

    code: str
    category: Category
    level: Level
    title: str
    message: str
    clause: Clause
    destinations: list[Destination]


class Reminder(_Response):
    """Something to think of."""

    code: str
    message: str
    clause: Clause


class AssessmentResponse(_Response):
    """The answer to a draft; repeats nothing of it, but `redacted_text` when that was asked."""

    id: str = Field(description="Opaque, at most 4,096 characters; what feedback on this assessment names it by.")
    verdict: Verdict
    categories: AssessedCategories
    findings: list[Finding]
    topics: list[AssessedTopic]
    warnings: list[Warning]
    reminders: list[Reminder]
    redacted_text: str | None = Field(default=None, description="Only there when `redact` was true.")
    degraded: list[str] = Field(description="Parts that could not be used.")
    model_version: str
    policy_version: str


class AssessmentBatchRequest(_Request):
    """Up to a hundred drafts."""

    drafts: list[Any] = Field(
        min_length=1,
        max_length=MAX_DRAFTS,
        description="Drafts, each as for `POST /assessments`; a wrong one gets a problem and stops no other.",
        json_schema_extra={"items": {"$ref": "#/components/schemas/AssessmentRequest"}},
    )


class BatchResult(BaseModel):
    """The answer to one draft: an assessment or a problem."""

    status: int = Field(description="HTTP status that this draft would have got by itself.")
    assessment: AssessmentResponse | None = Field(default=None, description="There when `status` is 200.")
    problem: dict[str, Any] | None = Field(default=None, description="There when `status` is not 200.")


class AssessmentBatch(BaseModel):
    """The answers, in the order of the drafts."""

    results: list[BatchResult]
