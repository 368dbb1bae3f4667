"""What the cards say in their own words: data, one file per language, complete or refused when it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeVar

from berichtwacht_client import Category, FailureKind, Language, Verdict, Why
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from ruamel.yaml import YAML

__all__ = ["TEXTS", "Note", "Problem", "Texts"]


class Problem(StrEnum):
    """Why there is no check to show."""

    TOO_LARGE = "too_large"
    """The text is larger than what Teams shows on a card."""
    UNKNOWN_BUTTON = "unknown_button"
    """The button is one of an older card."""
    NOT_TOLD = "not_told"
    """What the writer thinks of a warning did not arrive."""


class Note(StrEnum):
    """Why the box is shown again."""

    REDACTED = "redacted"
    """The box holds the version without personal data."""
    CHANGED = "changed"
    """The text was changed after the check."""
    EMPTY = "empty"
    """There is no text."""
    FAILED = "failed"
    """Something went wrong; trying again may help."""
    THANKS = "thanks"
    """The writer said that the warning is wrong."""
    THANKS_KEPT = "thanks_kept"
    """The writer said so, and sent the text along."""
    NOT_TOLD = "not_told"
    """What the writer thinks of the warning did not arrive."""


_Word = TypeVar("_Word", bound=str)
_Words = Annotated[Mapping[_Word, str], AfterValidator(MappingProxyType)]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AudienceTexts(_Group):
    """Who will read the message; ``{members}`` is how many people."""

    group: str
    channel: str
    group_members: str
    channel_members: str


class BoxTexts(_Group):
    """The box that a message is typed in, and what stands around it."""

    title: str
    purpose: str
    label: str
    mend: str
    missing: str
    check: str
    check_again: str
    crisis: str
    crisis_meaning: str
    explain: str


class VerdictTexts(_Group):
    """What is said under the verdict; ``{categories}`` are those that were not checked."""

    number: str
    only_numbers: str
    no_numbers: str
    missing_categories: str
    partly: str
    crisis_on: str
    clear: str


class DetailTexts(_Group):
    """What is wrong, and what can be done; ``{place}`` is a destination."""

    why: str
    clause: str
    in_the_message: str
    more: str
    reminder: str
    elsewhere: str
    go_to: str
    open: str
    safer: str
    safer_show: str
    safer_title: str
    it_is_crisis: str
    wrong: str
    wrong_tell: str
    share: str
    share_meaning: str
    close: str


class AnywayTexts(_Group):
    """Sending in spite of a warning."""

    place: str
    send: str
    place_unchecked: str
    place_now: str
    send_now: str
    question: str
    reason_missing: str
    keep_title: str
    archive: str


class RedirectTexts(_Group):
    """Taking the message to where it belongs."""

    title: str
    copy_text: str
    open: str
    open_with_button: str
    paste: str
    leave: str
    label: str
    back: str


class SentTexts(_Group):
    """A message that was sent already; ``{places}`` are the destinations."""

    clear: str
    title: str
    move: str
    keep_first: str
    mend: str
    tell: str
    look: str
    nudge: str
    nothing: str
    nothing_title: str


class AdviceTexts(_Group):
    """Short answers."""

    title: str
    thanks_title: str
    thanks: str
    thanks_kept: str
    elsewhere: str
    problem: str
    not_done: str


class HelpTexts(_Group):
    """What Berichtwacht does, and how it is used."""

    title: str
    checks: str
    misses: str
    keeps: str
    use: str
    compose: str
    sent: str
    bot: str
    group: str
    nudges: str
    crisis_title: str
    crisis: str
    object_title: str
    object: str


class Texts(_Group):
    """All texts of one language."""

    verdicts: _Words[Verdict]
    sent_verdicts: _Words[Verdict]
    not_checked: _Words[FailureKind]
    categories: _Words[Category]
    numbers: _Words[str]
    placeholders: Mapping[str, str]
    reasons: _Words[Why]
    problems: _Words[Problem]
    notes: _Words[Note]
    audience: AudienceTexts
    box: BoxTexts
    verdict: VerdictTexts
    details: DetailTexts
    anyway: AnywayTexts
    redirect: RedirectTexts
    sent: SentTexts
    advice: AdviceTexts
    help: HelpTexts

    @model_validator(mode="after")
    def _is_complete(self) -> Texts:
        for words, given in (
            (Verdict, self.verdicts),
            (Verdict, self.sent_verdicts),
            (FailureKind, self.not_checked),
            (Category, self.categories),
            (Why, self.reasons),
            (Problem, self.problems),
            (Note, self.notes),
        ):
            missing = set(words) - set(given)
            if missing:
                raise ValueError(f"no text for {', '.join(sorted(missing))}")
        return self


def _read(language: Language) -> Texts:
    path = Path(__file__).with_name("texts") / f"{language}.yaml"
    return Texts.model_validate(YAML(typ="safe", pure=True).load(path))


TEXTS: Final[Mapping[Language, Texts]] = MappingProxyType({language: _read(language) for language in Language})
"""The texts of every language."""
