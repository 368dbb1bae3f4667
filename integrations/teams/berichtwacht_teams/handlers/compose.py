"""The dialog from the compose box: write, check, mend or take it elsewhere, insert."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from berichtwacht_client import Action, Assessment, Destination, Language

from berichtwacht_teams import cards
from berichtwacht_teams.desk import Desk, assessment_of
from berichtwacht_teams.handlers.outcomes import Close, Insert, Outcome, Show
from berichtwacht_teams.records import Act, Checked, Conversation, Submitted

__all__ = ["Compose"]


class Compose:
    """Answers what happens in the dialog. It keeps nothing between two answers.

    Parameters
    ----------
    desk
        What to work with.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, conversation: Conversation, language: Language) -> Outcome:
        """Return the first card: an empty box."""
        return Show(cards.ask(language, audience=conversation.audience))

    async def answer(self, submitted: Submitted, conversation: Conversation, language: Language) -> Outcome:
        """Return what comes after a button was pressed."""
        match submitted.act:
            case Act.CHECK:
                return await self._check(submitted, conversation, language)
            case Act.PLACE:
                return await self._place(submitted, conversation, language)
            case Act.REDACTED:
                return await self._redacted(submitted, conversation, language)
            case Act.REDIRECT:
                return await self._redirect(submitted, conversation, language)
            case Act.WRONG:
                return await self._wrong(submitted, conversation, language)
            case Act.BACK:
                return self._ask_again(submitted, conversation, language)
            case Act.CLOSE:
                self._tell(submitted, Action.CANCELLED, language)
                return Close()
            case _:
                return Show(cards.problem(language, cards.Problem.UNKNOWN_BUTTON))

    async def _check(
        self, submitted: Submitted, conversation: Conversation, language: Language, *, note: cards.Note | None = None
    ) -> Outcome:
        if not submitted.text.strip():
            return self._ask_again(submitted, conversation, language, note=cards.Note.EMPTY)
        checked, sent_anyway = await self._look(submitted, conversation, language)
        if checked.result.is_clear and submitted.assessment and not self._is_unchanged(submitted):
            self._tell(submitted, Action.EDITED, language)
        if checked.result.is_clear and not checked.reminders:
            return _insert(checked.text, language)
        return self._show(checked, sent_anyway, conversation, note=note)

    async def _place(self, submitted: Submitted, conversation: Conversation, language: Language) -> Outcome:
        if not self._is_unchanged(submitted):
            return await self._check(submitted, conversation, language, note=cards.Note.CHANGED)
        if submitted.reason is not None:
            self._tell(submitted, Action.SENT, language)
        return _insert(submitted.text, language)

    async def _redacted(self, submitted: Submitted, conversation: Conversation, language: Language) -> Outcome:
        checked, _ = await self._look(submitted, conversation, language)
        redacted = checked.result.redacted_text if isinstance(checked.result, Assessment) else None
        if redacted is None:
            return self._ask_again(submitted, conversation, language, note=cards.Note.FAILED)
        safer = replace(submitted, text=cards.named(redacted, language))
        return self._ask_again(safer, conversation, language, note=cards.Note.REDACTED)

    async def _redirect(self, submitted: Submitted, conversation: Conversation, language: Language) -> Outcome:
        checked, sent_anyway = await self._look(submitted, conversation, language)
        destination = _destination(checked, submitted.destination)
        if destination is None:  # it no longer warns, or the service went away
            return self._show(checked, sent_anyway, conversation)
        self._tell(submitted, Action.REDIRECTED, language)
        return Show(cards.redirect(checked, destination))

    async def _wrong(self, submitted: Submitted, conversation: Conversation, language: Language) -> Outcome:
        if submitted.assessment is None:
            return await self._check(submitted, conversation, language)
        text = submitted.text if submitted.share and self._is_unchanged(submitted) else None
        (checked, sent_anyway), received = await asyncio.gather(
            self._look(submitted, conversation, language),
            self._desk.assessor.tell(submitted.assessment, Action.CANCELLED, language=language, right=False, text=text),
        )
        if received is None:
            return self._show(checked, sent_anyway, conversation, note=cards.Note.NOT_TOLD)
        thanks = cards.Note.THANKS if received.text_kept_until is None else cards.Note.THANKS_KEPT
        return self._show(checked, sent_anyway, conversation, note=thanks)

    def _ask_again(
        self, submitted: Submitted, conversation: Conversation, language: Language, *, note: cards.Note | None = None
    ) -> Outcome:
        return Show(
            cards.ask_again(
                language,
                submitted.text,
                submitted.crisis,
                note=note,
                audience=conversation.audience,
                assessment=submitted.assessment,
                seal=submitted.seal,
            )
        )

    async def _look(
        self, submitted: Submitted, conversation: Conversation, language: Language
    ) -> tuple[Checked, tuple[str, ...]]:
        return await self._desk.assessor.look(submitted.text, conversation, language=language, crisis=submitted.crisis)

    def _show(
        self,
        checked: Checked,
        sent_anyway: tuple[str, ...],
        conversation: Conversation,
        *,
        note: cards.Note | None = None,
    ) -> Outcome:
        self._desk.assessor.remind(conversation, checked)
        seal = self._desk.seals.seal(checked.text, assessment_of(checked))
        return Show(cards.warn(checked, seal, sent_anyway=sent_anyway, note=note))

    def _is_unchanged(self, submitted: Submitted) -> bool:
        return self._desk.seals.holds(submitted.seal, submitted.text, submitted.assessment or "")

    def _tell(self, submitted: Submitted, action: Action, language: Language) -> None:
        if submitted.assessment:
            self._desk.assessor.tell_behind(submitted.assessment, action, language=language, reason=submitted.reason)


def _insert(text: str, language: Language) -> Outcome:
    """Put the text into the compose box; one that is too large for a card stays where it is."""
    if not cards.can_show(text):
        return Show(cards.problem(language, cards.Problem.TOO_LARGE))
    return Insert(cards.message(text))


def _destination(checked: Checked, name: str | None) -> Destination | None:
    warnings = checked.result.warnings if isinstance(checked.result, Assessment) else ()
    found = (destination for warning in warnings for destination in warning.destinations if destination.id == name)
    return next(found, None)
