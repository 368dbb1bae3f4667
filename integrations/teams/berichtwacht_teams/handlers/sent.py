"""'Controleer dit bericht' on a message that was sent: how to put it right, and how to keep it."""

from __future__ import annotations

from berichtwacht_client import Action, Language

from berichtwacht_teams import cards
from berichtwacht_teams.desk import Desk
from berichtwacht_teams.handlers.outcomes import Close, Outcome, Show
from berichtwacht_teams.records import Act, Conversation, Submitted

__all__ = ["Sent"]


class Sent:
    """Answers what happens in the dialog of a message that was sent.

    Parameters
    ----------
    desk
        What to work with.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, text: str, conversation: Conversation, language: Language) -> Outcome:
        """Check the message, and say what to do about it."""
        if not text:
            return Show(cards.nothing_to_check(language))
        checked, sent_anyway = await self._desk.assessor.look(text, conversation, language=language)
        if checked.result.is_clear:  # what is wrong comes with how to keep it, and without reminders
            self._desk.assessor.remind(conversation, checked)
        return Show(cards.sent(checked, sent_anyway=sent_anyway))

    async def answer(self, submitted: Submitted, language: Language) -> Outcome:
        """Take what the reader thinks of the warning, or close."""
        if submitted.act is Act.WRONG and submitted.assessment:
            received = await self._desk.assessor.tell(submitted.assessment, Action.SENT, language=language, right=False)
            if received is None:
                return Show(cards.problem(language, cards.Problem.NOT_TOLD))
            return Show(cards.thanks(language))
        return Close()
