"""What the service answers. A word that this version does not know is an :class:`Unknown`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from berichtwacht_client.vocabulary import Category, Level, Topic, Unknown, Verdict

__all__ = [
    "AssessedCategories",
    "AssessedCategory",
    "AssessedTopic",
    "Assessment",
    "Clause",
    "Destination",
    "FeedbackReceived",
    "FieldError",
    "Finding",
    "LocalisedText",
    "Policy",
    "PolicyDestination",
    "Problem",
    "Reminder",
    "SentAnyway",
    "Warning",
]


@dataclass(frozen=True, slots=True)
class AssessedCategory:
    """What the message itself holds of a category; both ``None`` when it was not checked."""

    level: Level | Unknown | None
    score: float | None
    """Probability, 0 to 1, that this should not be sent."""


@dataclass(frozen=True, slots=True)
class AssessedCategories:
    """The three categories."""

    personal: AssessedCategory
    decision: AssessedCategory
    confidential: AssessedCategory


@dataclass(frozen=True, slots=True)
class Finding:
    """Words to underline, ``text[start:end]`` of the draft as it was sent."""

    category: Category | Unknown
    entity: str | None
    """What it is, such as ``PERSON``; ``None`` for words that moved a score."""
    start: int
    end: int
    score: float
    recogniser: str
    explanation: str


@dataclass(frozen=True, slots=True)
class AssessedTopic:
    """A sensitive subject, with the words that show it when there are any."""

    topic: Topic | Unknown
    score: float
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of the guideline."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the message does belong."""

    id: str
    label: str
    url: str | None
    """An address that starts with ``https:``, ``http:`` or ``mailto:``; it holds none of the draft."""
    why: str


@dataclass(frozen=True, slots=True)
class Warning:
    """What is wrong, by which paragraph, and where to go instead."""

    code: str
    category: Category | Unknown
    level: Level | Unknown
    title: str
    message: str
    clause: Clause
    destinations: tuple[Destination, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to think of."""

    code: str
    message: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to a draft. Nothing in it repeats the draft but ``redacted_text``, when that was asked."""

    id: str = field(repr=False)
    """What feedback names this assessment by."""
    verdict: Verdict | Unknown
    categories: AssessedCategories
    findings: tuple[Finding, ...]
    topics: tuple[AssessedTopic, ...]
    warnings: tuple[Warning, ...]
    reminders: tuple[Reminder, ...]
    redacted_text: str | None = field(repr=False)
    degraded: tuple[str, ...]
    """Parts of the service that could not be used."""
    model_version: str
    policy_version: str

    @property
    def is_clear(self) -> bool:
        """Whether everything was checked and nothing found. A verdict that is not known is not clear."""
        return self.verdict is Verdict.NONE


@dataclass(frozen=True, slots=True)
class FeedbackReceived:
    """What the service says to feedback."""

    reminders: tuple[Reminder, ...]
    """What to do now: after 'sent' with a warning, keep and archive."""
    text_kept_until: date | None
    """Until when a text or comment is kept."""


@dataclass(frozen=True, slots=True)
class LocalisedText:
    """A text in every language."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class PolicyDestination:
    """Where messages belong instead."""

    id: str
    url: str | None
    label: LocalisedText
    why: Mapping[Category | Unknown, LocalisedText]
    """Why it is the better place, per category."""


@dataclass(frozen=True, slots=True)
class SentAnyway:
    """What to show when a message was sent in spite of a warning."""

    code: str
    message: LocalisedText
    clause: Clause


@dataclass(frozen=True, slots=True)
class Policy:
    """The guideline in force."""

    version: str
    """As in ``policy_version`` of an assessment."""
    name: str
    clauses: tuple[Clause, ...]
    destinations: tuple[PolicyDestination, ...]
    sent_anyway: tuple[SentAnyway, ...]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a request."""

    pointer: str
    """The field as a JSON pointer (RFC 6901)."""
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document (RFC 9457); ``docs/problems.md`` describes the types.

    Its ``repr`` shows only what cannot hold a word of the draft, whatever has answered.
    """

    type: str
    title: str = field(repr=False)
    status: int
    detail: str = field(default="", repr=False)
    errors: tuple[FieldError, ...] = field(default=(), repr=False)
