"""Asking the service: what is in a draft, and telling what the writer did with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from berichtwacht_client import (
    Action,
    Assessment,
    AsyncClient,
    BerichtwachtError,
    Channel,
    Context,
    Draft,
    Feedback,
    FeedbackReceived,
    Language,
    Unchecked,
    Why,
)

from berichtwacht_teams.records import Checked, Conversation
from berichtwacht_teams.reminded import Reminded

__all__ = ["Assessor"]

_logger = logging.getLogger(__name__)

FEEDBACK_SECONDS = 2.0
"""Seconds that feedback may take where the writer waits for the answer."""

POLICY_SECONDS = 1.0
"""Seconds that the words of the guideline may take."""

_MOST_BEHIND = 200


class Assessor:
    """Asks the service about drafts.

    Parameters
    ----------
    client
        The client of the service, with a credential.
    seconds
        How long the service may take to assess a draft.
    reminded
        Which reminders were shown today.
    """

    def __init__(self, client: AsyncClient, *, seconds: float, reminded: Reminded | None = None) -> None:
        self._client = client
        self._seconds = seconds
        self._reminded = reminded or Reminded()
        self._behind: set[asyncio.Task[None]] = set()

    async def check(
        self, text: str, conversation: Conversation, *, language: Language, crisis: bool = False
    ) -> Checked:
        """Ask whether a draft may be sent; without an answer in time, only numbers are looked for.

        Parameters
        ----------
        text
            The draft.
        conversation
            Where it will be sent.
        language
            Language of the texts.
        crisis
            The writer's word that this is a crisis.
        """
        draft = Draft(
            text,
            Context(
                channel=Channel.TEAMS, crisis=crisis, sender=conversation.sender, recipients=conversation.recipients
            ),
            language,
            redact=True,
        )
        result = await self._client.check(draft, deadline=self._seconds)
        if isinstance(result, Unchecked):
            _logger.warning("not checked", extra={"facts": {"reason": str(result.reason)}})
        reminders = result.reminders if isinstance(result, Assessment) else ()
        return Checked(
            text=text,
            result=result,
            language=language,
            crisis=crisis,
            audience=conversation.audience,
            reminders=self._reminded.due(conversation.key, reminders),
        )

    async def look(
        self, text: str, conversation: Conversation, *, language: Language, crisis: bool = False
    ) -> tuple[Checked, tuple[str, ...]]:
        """Do as :meth:`check`, and return with it what the guideline says to who sends it all the same."""
        checked, sent_anyway = await asyncio.gather(
            self.check(text, conversation, language=language, crisis=crisis), self.sent_anyway(language)
        )
        return checked, sent_anyway

    def remind(self, conversation: Conversation, checked: Checked) -> None:
        """Keep that the writer has now seen the reminders of ``checked``, so that they come once a day."""
        self._reminded.shown(conversation.key, checked.reminders)

    async def sent_anyway(self, language: Language) -> tuple[str, ...]:
        """Return what the guideline says to who sends something all the same; nothing when the service is away."""
        with suppress(BerichtwachtError):
            policy = await self._client.policy(deadline=POLICY_SECONDS)
            return tuple(getattr(entry.message, language.value) for entry in policy.sent_anyway)
        return ()

    async def tell(
        self,
        assessment: str,
        action: Action,
        *,
        language: Language,
        reason: Why | None = None,
        right: bool | None = None,
        text: str | None = None,
    ) -> FeedbackReceived | None:
        """Tell the service what the writer did, and return what it says; ``None`` when it did not arrive.

        That is logged by kind and then forgotten: it must not keep anybody from working.

        Parameters
        ----------
        assessment
            The id of the assessment.
        action
            What the writer did.
        language
            Language of the reminders.
        reason
            Why.
        right
            Whether the warning was right, when the writer said so.
        text
            The draft, only when the writer chose to send it along.
        """
        feedback = Feedback(assessment, action, reason=reason, right=right, text=text, language=language)
        try:
            return await self._client.feedback(feedback, deadline=FEEDBACK_SECONDS)
        except BerichtwachtError as problem:
            _logger.warning("feedback did not arrive", extra={"facts": {"reason": str(problem.kind)}})
            return None

    def tell_behind(self, assessment: str, action: Action, *, language: Language, **given: Any) -> None:
        """Do as :meth:`tell` while the writer goes on; ``given`` are its other parameters."""
        self._go_behind(self._tell_quietly(assessment, action, language=language, **given))

    async def _tell_quietly(self, assessment: str, action: Action, *, language: Language, **given: Any) -> None:
        await self.tell(assessment, action, language=language, **given)

    def _go_behind(self, work: Coroutine[Any, Any, None]) -> None:
        if len(self._behind) >= _MOST_BEHIND:
            work.close()
            _logger.warning("feedback did not arrive", extra={"facts": {"reason": "busy"}})
            return
        task = asyncio.create_task(work)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def close(self) -> None:
        """Wait for what is still being told, and close the client."""
        if self._behind:
            await asyncio.wait(self._behind, timeout=FEEDBACK_SECONDS)
        await self._client.close()
