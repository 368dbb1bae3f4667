"""The bot: answers what is typed to it alone, or to it in a group; there only the writer sees the answer."""

from __future__ import annotations

import asyncio
import re

from berichtwacht_client import Action, Language, Verdict
from microsoft_teams.cards import AdaptiveCard

from berichtwacht_teams import cards
from berichtwacht_teams.desk import Desk
from berichtwacht_teams.records import Act, Conversation, Submitted

__all__ = ["Bot"]

_HELP = re.compile(r"/?(?:help|hulp|uitleg|start|info|hoi|hallo|hi|hello|\?+)[!.?]*", re.IGNORECASE)


class Bot:
    """Answers what people type to the bot. It keeps nothing between two answers.

    Parameters
    ----------
    desk
        What to work with.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def help(self, language: Language) -> AdaptiveCard:
        """Return the card that says what this does and does not do."""
        return cards.help_card(language, nudges=self._desk.nudges)

    async def reply(
        self, text: str, conversation: Conversation, language: Language, *, crisis: bool = False
    ) -> AdaptiveCard:
        """Return the answer to a message that somebody typed."""
        if not text or _HELP.fullmatch(text):
            return self.help(language)
        checked, sent_anyway = await self._desk.assessor.look(text, conversation, language=language, crisis=crisis)
        self._desk.assessor.remind(conversation, checked)
        return cards.reply(checked, sent_anyway=sent_anyway)

    async def nudge(self, text: str, conversation: Conversation, language: Language) -> AdaptiveCard | None:
        """Return what to say to the writer of a message that was sent; ``None`` when there is nothing to say.

        Only a warning is worth a nudge, and a service that is away is not.
        """
        if not text:
            return None
        checked, sent_anyway = await self._desk.assessor.look(text, conversation, language=language)
        return cards.nudge(checked, sent_anyway=sent_anyway) if checked.result.verdict == Verdict.WARN else None

    async def answer(self, submitted: Submitted, conversation: Conversation, language: Language) -> AdaptiveCard:
        """Return the card that takes the place of the one whose button was pressed."""
        match submitted.act:
            case Act.CHECK | Act.CRISIS if submitted.text:
                is_crisis = submitted.act is Act.CRISIS or submitted.crisis
                return await self.reply(submitted.text, conversation, language, crisis=is_crisis)
            case Act.SENT if submitted.assessment:
                return await self._sent(submitted.assessment, submitted, language)
            case Act.WRONG if submitted.assessment:
                return await self._wrong(submitted.assessment, submitted, language)
            case _:
                return cards.problem(language, cards.Problem.UNKNOWN_BUTTON)

    async def _sent(self, assessment: str, submitted: Submitted, language: Language) -> AdaptiveCard:
        received, sent_anyway = await asyncio.gather(
            self._desk.assessor.tell(assessment, Action.SENT, language=language, reason=submitted.reason),
            self._desk.assessor.sent_anyway(language),
        )
        reminders = () if received is None else tuple(reminder.message for reminder in received.reminders)
        return cards.advice(language, reminders or sent_anyway)

    async def _wrong(self, assessment: str, submitted: Submitted, language: Language) -> AdaptiveCard:
        text = submitted.text if submitted.share and submitted.text else None
        action = Action.SENT if submitted.is_sent else Action.CANCELLED
        received = await self._desk.assessor.tell(assessment, action, language=language, right=False, text=text)
        if received is None:
            return cards.problem(language, cards.Problem.NOT_TOLD)
        return cards.thanks(language, is_kept=received.text_kept_until is not None)
