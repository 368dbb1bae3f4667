"""The words of the HTTP interface."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

__all__ = [
    "Action",
    "Category",
    "Channel",
    "FailureKind",
    "Language",
    "Level",
    "Role",
    "Topic",
    "Unknown",
    "Verdict",
    "Why",
    "word_in",
    "word_out",
]


class Unknown(str):
    """A word of a newer service that this version of the client does not know; it is what the service said."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Unknown({super().__repr__()})"


class Category(StrEnum):
    """What a message may hold that does not belong in a messaging app."""

    PERSONAL = "personal"
    DECISION = "decision"
    CONFIDENTIAL = "confidential"


class Level(StrEnum):
    """How much of a category a message holds."""

    NONE = "none"
    NOTICE = "notice"
    WARN = "warn"


class Verdict(StrEnum):
    """The answer to a draft as a whole; ``unchecked`` is no all-clear."""

    NONE = "none"
    NOTICE = "notice"
    WARN = "warn"
    UNCHECKED = "unchecked"


class Topic(StrEnum):
    """A sensitive subject that is about a person."""

    HEALTH = "health"
    FINANCE = "finance"
    CRIMINAL = "criminal"
    FAMILY = "family"
    MIGRATION = "migration"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    POLITICS = "politics"
    UNION = "union"
    SEXUALITY = "sexuality"
    EMPLOYMENT = "employment"


class Channel(StrEnum):
    """The app that the draft is typed in."""

    WHATSAPP = "whatsapp"
    SIGNAL = "signal"
    TELEGRAM = "telegram"
    TEAMS = "teams"
    SMS = "sms"
    EMAIL = "email"
    OTHER = "other"


class Role(StrEnum):
    """Who somebody is to the municipality."""

    OFFICIAL = "official"
    KEY_OFFICIAL = "key_official"
    EXECUTIVE = "executive"
    COUNCILLOR = "councillor"
    REGISTRAR = "registrar"
    RESIDENT = "resident"
    EXTERNAL = "external"


class Language(StrEnum):
    """Language of the texts in an answer."""

    NL = "nl"
    EN = "en"


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


class FailureKind(StrEnum):
    """Why there is no assessment."""

    UNREACHABLE = "unreachable"
    LATE = "late"
    BUSY = "busy"
    REFUSED = "refused"
    INVALID_REQUEST = "invalid_request"
    INVALID_ANSWER = "invalid_answer"
    TOO_LONG = "too_long"
    """The text is longer than the service reads, and was not sent."""


W = TypeVar("W", bound=StrEnum)


def word_in(words: type[W], value: str) -> W | Unknown:
    """Return the word that the service said, also when it is a new one."""
    try:
        return words(value)
    except ValueError:
        return Unknown(value)


def word_out(words: type[W], value: str, place: str) -> W:
    """Return the word that the caller means.

    Raises
    ------
    ValueError
        If it is none; the error does not repeat it.
    """
    if value in list(words):
        return words(value)
    raise ValueError(f"{place}: must be one of {', '.join(words)}")
