"""What goes to the service. Texts are shown by no ``repr``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from berichtwacht_client.vocabulary import Action, Channel, Language, Level, Role, Why, word_out

__all__ = ["MAX_DRAFT_CHARACTERS", "Context", "Correction", "Draft", "Feedback", "draft_of"]

MAX_DRAFT_CHARACTERS = 10_000
"""Longest draft that the service reads, in code points."""


def _set(record: object, name: str, value: object) -> None:
    object.__setattr__(record, name, value)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the conversation.

    Parameters
    ----------
    channel
        The app that the draft is typed in.
    crisis
        The writer's word that this is a crisis.
    sender
        The role of the writer.
    recipients
        The roles of the others in the chat, at most 1,024.
    history
        Earlier messages, oldest first, at most 10.

    Raises
    ------
    ValueError
        If a word is none of the vocabulary.
    TypeError
        If ``recipients`` or ``history`` is one text, not several.
    """

    channel: Channel = Channel.OTHER
    crisis: bool = False
    sender: Role | None = None
    recipients: Sequence[Role] = ()
    history: Sequence[str] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for name in ("recipients", "history"):
            if isinstance(getattr(self, name), str):
                raise TypeError(f"{name}: must be a sequence, not one text")
        _set(self, "channel", word_out(Channel, self.channel, "channel"))
        if self.sender is not None:
            _set(self, "sender", word_out(Role, self.sender, "sender"))
        _set(self, "recipients", tuple(word_out(Role, role, "recipients") for role in self.recipients))
        _set(self, "history", tuple(self.history))


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent.

    Parameters
    ----------
    text
        The message as it is typed, at most :data:`MAX_DRAFT_CHARACTERS` code points; may be blank.
    context
        The conversation around it.
    language
        Language of the texts in the answer.
    redact
        Whether to return the text without what identifies somebody.

    Raises
    ------
    ValueError
        If the language is none of the vocabulary.
    TypeError
        If the text is none.
    """

    text: str = field(repr=False)
    context: Context = Context()
    language: Language = Language.NL
    redact: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError("text: must be a string")
        _set(self, "language", word_out(Language, self.language, "language"))


@dataclass(frozen=True, slots=True)
class Correction:
    """The levels that the writer thinks right."""

    personal: Level
    decision: Level
    confidential: Level

    def __post_init__(self) -> None:
        for name in ("personal", "decision", "confidential"):
            _set(self, name, word_out(Level, getattr(self, name), name))


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the writer did with an assessment, and thought of it.

    Parameters
    ----------
    assessment
        The ``id`` of the assessment, at most a week old.
    action
        What the writer did.
    reason
        Why.
    comment
        Why, in free words, at most 500 characters; kept like ``text``.
    right
        Whether the warning, or the lack of one, was right.
    levels
        The levels that the writer thinks right.
    text
        The draft, *only when the writer chose to send it along*. It is kept encrypted for a fixed time.
    language
        Language of the reminders in the answer.

    Raises
    ------
    ValueError
        If a word is none of the vocabulary.
    """

    assessment: str = field(repr=False)
    action: Action
    reason: Why | None = None
    comment: str | None = field(default=None, repr=False)
    right: bool | None = None
    levels: Correction | None = None
    text: str | None = field(default=None, repr=False)
    language: Language = Language.NL

    def __post_init__(self) -> None:
        _set(self, "action", word_out(Action, self.action, "action"))
        if self.reason is not None:
            _set(self, "reason", word_out(Why, self.reason, "reason"))
        _set(self, "language", word_out(Language, self.language, "language"))


def draft_of(
    draft: str | Draft, *, context: Context | None = None, language: Language | None = None, redact: bool | None = None
) -> Draft:
    """Return the draft that somebody asks about.

    Raises
    ------
    TypeError
        If a whole draft comes with options beside it.
    """
    if not isinstance(draft, Draft):
        return Draft(draft, context or Context(), language or Language.NL, bool(redact))
    if (context, language, redact) != (None, None, None):
        raise TypeError("a Draft holds its own context, language and redact")
    return draft
