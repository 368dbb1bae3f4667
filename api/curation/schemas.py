"""The wire format of curation. Offsets count Unicode code points of the text that they belong to."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.feedback.schemas import Action, Correction, Why
from classifier.records import MAX_DRAFT_CHARACTERS, Level, Topic, Verdict
from classifier.vocabulary import ENTITIES

__all__ = [
    "CheckRequest",
    "Checked",
    "Counts",
    "ItemRequest",
    "Labelling",
    "Opened",
    "Outcome",
    "Queue",
    "QueueItem",
    "Record",
    "ReviewRequest",
    "Span",
    "State",
    "Stated",
    "Tongue",
]

MAX_ENTITIES = 500

ItemId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
Revision = Annotated[str, StringConstraints(max_length=36)]
Share = Annotated[float, Field(ge=0, le=1)]


class State(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    SECOND = "second"
    DIFFERS = "differs"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Outcome(StrEnum):
    """What a curator makes of a message."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Tongue(StrEnum):
    """The language that a message is written in."""

    NL = "nl"
    EN = "en"
    MIXED = "mixed"


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


def _is_known(label: str) -> str:
    if label not in ENTITIES:
        raise PydanticCustomError("enum", "is no entity", {"expected": " or ".join(f"'{known}'" for known in ENTITIES)})
    return label


Entity = Annotated[str, AfterValidator(_is_known), Field(json_schema_extra={"enum": list(ENTITIES)})]


class Span(_Request):
    """An entity: where it stands, end exclusive, and what it is."""

    start: int = Field(ge=0, description="Code point of the text at which it starts.")
    end: int = Field(ge=1, description="Code point before which it ends.")
    label: Entity = Field(description="An entity of the labelling guideline.")


class Record(_Request):
    """A message of the corpus, without its id: invented text with its labels."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_DRAFT_CHARACTERS)] = Field(
        description="The message, every entity replaced by an invented one."
    )
    lang: Tongue = Field(strict=False, description="The language that it is written in.")
    personal: Level = Field(strict=False, description="How personal it is.")
    decision: Level = Field(strict=False, description="How much of a decision it holds.")
    confidential: Level = Field(strict=False, description="How confidential it is.")
    topics: list[Annotated[Topic, Field(strict=False)]] = Field(
        max_length=len(Topic), description="Sensitive subjects that are about a person."
    )
    entities: list[Span] = Field(
        max_length=MAX_ENTITIES, description="The entities of `text`, in order, none overlapping another."
    )
    look_alike: bool = Field(default=False, description="Clean, and easily mistaken for what is not.")


class ItemRequest(_Request):
    """Names an item."""

    item: ItemId = Field(description="The `id` of an item of the queue.")


class CheckRequest(_Request):
    """A text to be compared with its original."""

    item: ItemId = Field(description="The `id` of an item of the queue.")
    text: Annotated[str, StringConstraints(max_length=MAX_DRAFT_CHARACTERS)] = Field(
        description="The text as it is now."
    )
    entities: list[Span] = Field(max_length=MAX_ENTITIES, description="The entities that are marked in `text`.")
    originals: list[Span] = Field(
        default=[],
        max_length=MAX_ENTITIES,
        description="Entities that the curator marked in the original, beside those that the recognisers find there.",
    )


class ReviewRequest(_Request):
    """What a curator makes of an item."""

    item: ItemId = Field(description="The `id` of an item of the queue.")
    revision: Revision = Field(description="The `revision` that the item had when it was opened.")
    outcome: Outcome = Field(strict=False, description="Whether the message becomes training data.")
    record: Record | None = Field(description="The message and its labels; null when it is dismissed.")
    originals: list[Span] = Field(
        default=[],
        max_length=MAX_ENTITIES,
        description="Entities that the curator marked in the original, beside those that the recognisers find there.",
    )
    second: bool = Field(default=False, description="Whether another curator shall label it too.")


class Levels(_Response):
    """A level for each category; null: not checked."""

    personal: Level | None = Field(description="Null: not checked.")
    decision: Level | None = Field(description="Null: not checked.")
    confidential: Level | None = Field(description="Null: not checked.")


class Scores(_Response):
    """The probability of each category that the message should not be sent."""

    personal: Share | None = Field(description="Null: not checked.")
    decision: Share | None = Field(description="Null: not checked.")
    confidential: Share | None = Field(description="Null: not checked.")


class Reasons(_Response):
    """Why labelling an item is useful."""

    disagreement: Share = Field(description="How far the writer and the model disagree.")
    uncertainty: Share = Field(description="How close the model is to its thresholds.")
    novelty: Share = Field(description="How little the text is like the others.")


class QueueItem(_Response):
    """A text that waits for a curator; the text itself is not told here."""

    id: str
    day: date = Field(description="The day of the feedback.")
    expires: datetime = Field(description="When the text is forgotten.")
    state: Literal["waiting", "second", "differs", "taken"] = Field(
        description="`waiting`: nobody labelled it. `second`: one curator did, and another has to. `differs`: two did, "
        "differently. `taken`: another curator has it open now."
    )
    verdict: Verdict = Field(description="What the writer was told.")
    levels: Levels = Field(description="The levels that the writer was told.")
    corrected: Correction | None = Field(description="The levels that the writer thinks right.")
    action: Action = Field(description="What the writer did.")
    reason: Why | None = Field(description="Why the writer did so.")
    right: bool | None = Field(description="Whether the writer thinks that the assessment was right.")
    usefulness: Share = Field(description="How much a label is likely to teach; 0 until the text has been read.")
    why: Reasons


class Counts(_Response):
    """How many items there are of each state."""

    waiting: int = Field(description="Nobody labelled them yet.")
    second: int = Field(description="One curator labelled them, and another has to; also those that the caller cannot.")
    differs: int = Field(description="Two curators labelled them differently.")
    accepted: int = Field(description="Messages that became training data.")
    dismissed: int = Field(description="Items that were put aside.")
    unread: int = Field(description="Items that the model has not read yet; asking again reads more of them.")


class Queue(_Response):
    """What waits, the most useful first."""

    items: list[QueueItem] = Field(description="At most 500.")
    counts: Counts


class Found(_Response):
    """An entity that the recognisers found; `label` may be one that the organisation added."""

    start: int = Field(description="Code point of the text at which it starts.")
    end: int = Field(description="Code point before which it ends.")
    label: str = Field(description="What it is.")


class Proposed(Found):
    """An entity that has to be replaced, and what could take its place."""

    proposals: list[str] = Field(
        description="Invented values; those at one place in the lists of all entities go together."
    )


class Labelling(_Response):
    """What another curator made of the item. In state `second` all labels are null, so that they sway nobody."""

    text: str | None = Field(description="The text as it was rewritten; null when the message was dismissed.")
    dismissed: bool | None = Field(description="Whether the message was dismissed.")
    lang: Tongue | None = Field(description="Null as the labels are.")
    personal: Level | None = Field(description="Null when it was dismissed, or is not told yet.")
    decision: Level | None = Field(description="Null when it was dismissed, or is not told yet.")
    confidential: Level | None = Field(description="Null when it was dismissed, or is not told yet.")
    topics: list[Topic] | None = Field(description="Null when it was dismissed, or is not told yet.")
    entities: list[Span] | None = Field(description="Null when it was dismissed, or is not told yet.")
    look_alike: bool | None = Field(description="Null when it was dismissed, or is not told yet.")


class Opened(_Response):
    """An item with its text, for the curator who has it. Never keep what stands in it."""

    id: str
    revision: str = Field(description="Names this text with these labellings; to be sent along with the review.")
    state: Literal["waiting", "second", "differs"] = Field(description="How far it is.")
    until: datetime = Field(description="Until when nobody else can open it; opening it again renews that.")
    text: str = Field(description="The draft as it was sent along.")
    comment: str | None = Field(description="What the writer said of it.")
    language: Tongue = Field(description="A guess, from the commonest words.")
    levels: Levels = Field(description="The levels that the model in use gives it.")
    scores: Scores = Field(description="The probabilities that the model in use gives it.")
    corrected: Correction | None = Field(description="The levels that the writer thinks right.")
    reason: Why | None = Field(description="Why the writer did so.")
    right: bool | None = Field(description="Whether the writer thinks that the assessment was right.")
    action: Action = Field(description="What the writer did.")
    topics: list[Topic] = Field(description="Subjects that the model in use finds.")
    entities: list[Found] = Field(description="What the recognisers find in `text`, in order.")
    replacements: list[Proposed] = Field(
        description="Those of `entities` that have to be replaced: all but what an organisation publishes itself."
    )
    labellings: list[Labelling] = Field(
        description="Empty in state `waiting`; one without its labels in state `second`; both in state `differs`."
    )


class Remaining(Found):
    """A place in the new text where something of the original is left."""

    why: Literal["entity", "number", "word"] = Field(
        description="`entity`: a recogniser still fires on it. `number`: its digits stand there. `word`: a word does."
    )


class Trouble(_Response):
    """What is wrong with a marked entity or with the text."""

    field: str = Field(description="The field, as in `entities[3]`.")
    detail: str = Field(description="What is wrong with it; repeats nothing of it.")


class Checked(_Response):
    """What a text that was checked still needs."""

    left: list[Remaining] = Field(description="What of the original is left; must be empty for a review.")
    entities: list[Found] = Field(description="What the recognisers find in the new text, in order.")
    problems: list[Trouble] = Field(description="What a review would refuse.")


class Stated(_Response):
    """The state that an item has now."""

    state: State
