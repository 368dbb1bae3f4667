"""The records that travel from draft to assessment.

Every step takes the record of the step before and returns its own::

    Draft → Normalised → Recognised → Scored → Decided → Assessment

All records are frozen and plain: strings, numbers, tuples and mappings, never a spaCy or numpy object, so
that nothing keeps a draft alive once its assessment is handed over. Offsets are Python string offsets,
``text[start:end]``: into the *normalised* text up to and including :class:`Decided`, into the text *as the
caller sent it* in an :class:`Assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from classifier.errors import InvalidDraft
from classifier.vocabulary import Category, Channel, Language, Level, Reason, Role, Topic, Verdict

__all__ = [
    "MAX_DRAFT_CHARACTERS",
    "MAX_HISTORY_MESSAGES",
    "READ_SCORE",
    "AssessedCategory",
    "AssessedTopic",
    "Assessment",
    "Category",
    "CategoryScore",
    "Channel",
    "Clause",
    "Context",
    "Decided",
    "Destination",
    "Draft",
    "Encoding",
    "Entity",
    "Finding",
    "FiredReminder",
    "FiredWarning",
    "HistoryMessage",
    "Language",
    "Level",
    "Normalised",
    "NormalisedText",
    "Participant",
    "Phrase",
    "Reason",
    "Recognised",
    "RecognisedMessage",
    "Reminder",
    "Role",
    "Scored",
    "ScoredMessage",
    "TextCodes",
    "Topic",
    "TopicScore",
    "Verdict",
    "Warning",
]

FloatArray = npt.NDArray[np.float32]

READ_SCORE = 0.5
"""Score of a number or code that only the encoder found, and no rule."""

MAX_DRAFT_CHARACTERS = 10_000
"""Longest draft that is read, in code points."""

MAX_HISTORY_MESSAGES = 10
"""Most earlier messages of a conversation that a draft may bring along."""


def _check_word(record: object, name: str, words: type[StrEnum], *, place: str | None = None) -> None:
    """Turn a plain string into the word of the vocabulary that it is, or refuse it."""
    value = getattr(record, name)
    if not isinstance(value, words):
        try:
            object.__setattr__(record, name, words(value))
        except ValueError:
            raise InvalidDraft(place or name, f"must be one of {', '.join(words)}") from None


def _check_text(text: object, place: str) -> None:
    if not isinstance(text, str):
        raise InvalidDraft(place, "must be a string")
    if len(text) > MAX_DRAFT_CHARACTERS:
        raise InvalidDraft(place, f"is longer than {MAX_DRAFT_CHARACTERS} characters")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidDraft(place, "is not valid Unicode: it holds a lone surrogate")


# --- what the caller hands in ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Participant:
    """The sender or a recipient, known by role only."""

    role: Role

    def __post_init__(self) -> None:
        _check_word(self, "role", Role)


@dataclass(frozen=True, slots=True)
class HistoryMessage:
    """An earlier message of the same conversation."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the conversation around a draft.

    ``recipients`` are the others in the chat, ``history`` its earlier messages, oldest first, at most
    :data:`MAX_HISTORY_MESSAGES`. ``crisis`` is the writer's word that this is a crisis.
    """

    channel: Channel = Channel.OTHER
    crisis: bool = False
    sender: Participant | None = None
    recipients: tuple[Participant, ...] = ()
    history: tuple[HistoryMessage, ...] = ()

    def __post_init__(self) -> None:
        _check_word(self, "channel", Channel, place="context.channel")
        if len(self.history) > MAX_HISTORY_MESSAGES:
            raise InvalidDraft("context.history", f"holds more than {MAX_HISTORY_MESSAGES} messages")
        for index, message in enumerate(self.history):
            _check_text(message.text, f"context.history[{index}].text")


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as its writer has typed it, not yet sent.

    Parameters
    ----------
    text
        The message, at most :data:`MAX_DRAFT_CHARACTERS` code points. May be blank.
    context
        The conversation around it.
    language
        Language of the texts in the assessment.
    redact
        Whether the assessment shall hold a redacted version of the text.

    Raises
    ------
    InvalidDraft
        If a text is too long, is no string, or holds a lone surrogate (which is no Unicode text).
    """

    text: str = field(repr=False)
    context: Context = Context()
    language: Language = Language.NL
    redact: bool = False

    def __post_init__(self) -> None:
        _check_text(self.text, "text")
        _check_word(self, "language", Language)


# --- normalise ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """One clean text, with the way back to the original.

    ``starts[i]`` and ``ends[i]`` are the offsets in the original of what became ``text[i]``: the half-open
    span ``original[starts[i]:ends[i]]``. Both never decrease. One original character can become several
    (``ﬁ``), and several can become one digit of a number that was written in words.
    """

    original: str = field(repr=False)
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Map the non-empty span ``text[start:end]`` to the span of the original that it came from."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of this text: {start}:{end}")
        return self.starts[start], max(self.ends[start:end])


@dataclass(frozen=True, slots=True)
class Normalised:
    """A draft whose message and history have been normalised."""

    draft: Draft
    message: NormalisedText
    history: tuple[NormalisedText, ...] = ()


# --- recognise ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of the normalised text that names a person, a place, a number or a secret.

    ``label`` is an entity name of the labelling guideline, or of a recogniser that a configuration adds.
    ``public`` marks what an organisation publishes itself: 14 0xx, 112, ``info@``, its own IBAN.
    ``warns`` is the category in which it warns for certain, as a configured recogniser may say.
    ``own`` marks what belongs to the organisation's work: an address at its own domain.
    ``recogniser`` is the name of the recogniser that found it.
    """

    label: str
    start: int
    end: int
    score: float
    recogniser: str
    public: bool = False
    own: bool = False
    warns: Category | None = None

    @property
    def by_rule(self) -> bool:
        """Whether more than the encoder's word stands for it."""
        return self.score > READ_SCORE


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder read in a normalised text.

    ``odds`` has the log-odds of every target of the vocabulary's ``TARGETS``, in their order; ``vector`` is the
    message's place in the encoder's space. ``pieces`` are the spans of its word pieces, and ``shares``, of shape
    (pieces, targets), what each adds to each log-odds.
    """

    odds: FloatArray = field(repr=False)
    vector: FloatArray = field(repr=False)
    pieces: tuple[tuple[int, int], ...] = field(repr=False)
    shares: FloatArray = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecognisedMessage:
    """A normalised text and its entities, ordered by start, none overlapping another.

    ``encoding`` is ``None`` when the text is blank or the encoder is missing.
    """

    normalised: NormalisedText
    entities: tuple[Entity, ...] = ()
    encoding: Encoding | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A draft whose message and history have been read by the recognisers.

    ``degraded`` names what could not be used: ``encoder`` when it is missing.
    """

    draft: Draft
    message: RecognisedMessage
    history: tuple[RecognisedMessage, ...] = ()
    degraded: tuple[str, ...] = ()


# --- score -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """How much of one category a message holds, before any threshold.

    ``warn`` is the calibrated probability in [0, 1] that the guideline calls the message ``warn``;
    ``notice`` that it calls it at least ``notice``; ``notice >= warn``. ``reasons`` are why, strongest
    first.
    """

    warn: float
    notice: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that moved a category's score upward; ``weight`` is their share of it, in (0, 1]."""

    category: Category
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A sensitive subject, its probability, and the words that show it when there are any."""

    topic: Topic
    score: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ScoredMessage:
    """A message with its scores; a category that could not be scored is ``None``.

    ``identifiability`` and ``sensitivity``, both in [0, 1], are how well the message tells whom it is about
    and how likely it speaks of something sensitive: the two factors of personal risk.
    """

    recognised: RecognisedMessage
    categories: Mapping[Category, CategoryScore | None]
    identifiability: float = 0.0
    sensitivity: float = 0.0
    topics: tuple[TopicScore, ...] = ()
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A draft whose message and history have been scored; ``degraded`` names what could not be used."""

    draft: Draft
    message: ScoredMessage
    model_version: str
    history: tuple[ScoredMessage, ...] = ()
    degraded: tuple[str, ...] = ()


# --- decide ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of the guideline and its words."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class TextCodes:
    """The codes that have a text; of reminders also which of the policy's words the text speaks of."""

    warnings: frozenset[str]
    reminders: Mapping[str, frozenset[str]]
    destinations: frozenset[str]


@dataclass(frozen=True, slots=True)
class FiredWarning:
    """A warning that the policy wants shown: a text code, where it comes from and where to send the writer."""

    code: str
    category: Category
    level: Level
    clause: Clause
    destinations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiredReminder:
    """A reminder that the policy wants shown: a text code and where it comes from."""

    code: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Decided:
    """A draft with its levels, its verdict and what the policy wants shown.

    ``levels`` are what the message itself holds (``None``: not checked); ``verdict`` is after the policy.
    ``wording`` are the municipality's own words for the placeholders of texts, such as its ``archive_mailbox``.
    """

    scored: Scored
    levels: Mapping[Category, Level | None]
    verdict: Verdict
    warnings: tuple[FiredWarning, ...]
    reminders: tuple[FiredReminder, ...]
    policy_version: str
    destination_urls: Mapping[str, str | None] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)


# --- advise ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessedCategory:
    """Level and score of one category; both ``None`` when it was not checked."""

    level: Level | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A span of the text as the caller sent it, and why it matters.

    ``entity`` is ``None`` for words that moved a score without being an entity.
    """

    category: Category
    entity: str | None
    start: int
    end: int
    score: float
    recogniser: str
    explanation: str


@dataclass(frozen=True, slots=True)
class AssessedTopic:
    """A sensitive subject in the message, with the words that show it when there are any."""

    topic: Topic
    score: float
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the message does belong. ``url`` never holds any of the draft."""

    id: str
    label: str
    url: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Warning:
    """What is wrong with the draft, by which paragraph, and where it belongs instead."""

    code: str
    category: Category
    level: Level
    title: str
    message: str
    clause: Clause
    destinations: tuple[Destination, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to think of, whether or not the draft is sent."""

    code: str
    message: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer to a draft. Nothing in it repeats the draft but ``redacted_text``, on request."""

    id: str
    verdict: Verdict
    categories: Mapping[Category, AssessedCategory]
    findings: tuple[Finding, ...]
    topics: tuple[AssessedTopic, ...]
    warnings: tuple[Warning, ...]
    reminders: tuple[Reminder, ...]
    redacted_text: str | None = field(repr=False)
    degraded: tuple[str, ...]
    model_version: str
    policy_version: str
