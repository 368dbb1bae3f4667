"""The records that pass between handlers and cards. No ``repr`` shows a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from berichtwacht_client import Assessment, Language, Reminder, Role, Unchecked, Why

__all__ = ["Act", "Audience", "Checked", "Conversation", "Kind", "Submitted"]


class Kind(StrEnum):
    """The kind of a conversation, in the words of Teams."""

    PERSONAL = "personal"
    GROUP_CHAT = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will read the message.

    Parameters
    ----------
    kind
        The kind of the conversation.
    members
        How many people are in it, the writer included; ``None`` when Teams does not say.
    """

    kind: Kind
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as the service wants to know it.

    Parameters
    ----------
    audience
        Who will read the message; ``None`` when Teams does not say.
    sender
        The role of the writer; ``None`` when there is no list of key officials.
    recipients
        The roles of the others, as far as they are known.
    key
        What tells this conversation and writer from others, for reminders that come once a day; holds no name.
    """

    audience: Audience | None = None
    sender: Role | None = None
    recipients: tuple[Role, ...] = ()
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft, and what is known about it.

    Parameters
    ----------
    text
        The draft as it was checked.
    result
        What the service said, or what the local rules found when it was away.
    language
        Language of the cards.
    crisis
        Whether the writer said that this is a crisis.
    audience
        Who will read it; ``None`` when Teams does not say.
    reminders
        The reminders that the writer has not seen in this conversation today.
    """

    text: str = field(repr=False)
    result: Assessment | Unchecked
    language: Language
    crisis: bool = False
    audience: Audience | None = None
    reminders: tuple[Reminder, ...] = ()


class Act(StrEnum):
    """What a button asks for; the ``act`` in the data of a card's action."""

    CHECK = "check"
    """Check the text of the box."""
    PLACE = "place"
    """Put the text into the compose box in spite of a warning, with a reason."""
    REDIRECT = "redirect"
    """The writer takes the message elsewhere; ``destination`` says where."""
    REDACTED = "redacted"
    """Put the version without personal data into the box."""
    BACK = "back"
    """Go back to the box with the text as it was."""
    WRONG = "wrong"
    """The warning is wrong."""
    CRISIS = "crisis"
    """This is a crisis: check again."""
    SENT = "sent"
    """It was, or will be, sent all the same, with a reason: tell how to keep it."""
    CLOSE = "close"
    """Close the dialog."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came back from a card.

    Parameters
    ----------
    act
        What the button asks for.
    text
        The text of the box, or the one that the action carries.
    crisis
        Whether the crisis switch is on.
    reason
        Why the writer goes on.
    assessment
        The id of the assessment that the card shows.
    seal
        What tells whether the text is still the one that was checked, see :mod:`berichtwacht_teams.seals`.
    destination
        The id of the destination.
    share
        Whether the writer chose to send the text along with what they think of the warning.
    is_sent
        Whether the card is about a message that was sent already.
    """

    act: Act
    text: str = field(default="", repr=False)
    crisis: bool = False
    reason: Why | None = None
    assessment: str | None = field(default=None, repr=False)
    seal: str | None = field(default=None, repr=False)
    destination: str | None = None
    share: bool = False
    is_sent: bool = False
