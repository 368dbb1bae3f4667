"""The bot: answers what is typed to it alone, or to it in a group; there only the writer sees the answer."""

from __future__ import annotations

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
        checked = await self._desk.assessor.check(text, conversation, language=language, crisis=crisis)
        sent_anyway = () if checked.result.is_clear else await self._desk.assessor.sent_anyway(language)
        return cards.reply(checked, sent_anyway=sent_anyway)

    async def nudge(self, text: str, conversation: Conversation, language: Language) -> AdaptiveCard | None:
        """Return what to say to the writer of a message that was sent; ``None`` when there is nothing to say.

        Only a warning is worth a nudge, and a service that is away is not.
        """
        if not text:
            return None
        checked = await self._desk.assessor.check(text, conversation, language=language)
        if checked.result.verdict != Verdict.WARN:
            return None
        return cards.nudge(checked, sent_anyway=await self._desk.assessor.sent_anyway(language))

    async def answer(self, submitted: Submitted, conversation: Conversation, language: Language) -> AdaptiveCard:
        """Return the card that takes the place of the one whose button was pressed."""
        match submitted.act:
            case Act.CRISIS if submitted.text:
                return await self.reply(submitted.text, conversation, language, crisis=True)
            case Act.SENT if submitted.assessment:
                reminders = await self._desk.assessor.tell(
                    submitted.assessment, Action.SENT, language=language, reason=submitted.reason
                )
                return cards.advice(language, reminders or await self._desk.assessor.sent_anyway(language))
            case Act.WRONG if submitted.assessment:
                text = submitted.text if submitted.share and submitted.text else None
                await self._desk.assessor.tell(
                    submitted.assessment, Action.CANCELLED, language=language, right=False, text=text
                )
                return cards.thanks(language)
            case Act.HELP:
                return self.help(language)
            case _:
                return cards.problem(language, cards.Problem.UNKNOWN_BUTTON)
