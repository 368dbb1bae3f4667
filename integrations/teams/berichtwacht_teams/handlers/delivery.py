"""Sending the bot's answers: to whom they are meant, and to nobody else."""

from __future__ import annotations

import asyncio
import logging

import httpx
from microsoft_teams.api.activities.install_update import InstalledActivity
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput, MessageUpdateActivity
from microsoft_teams.cards import AdaptiveCard

from berichtwacht_teams.sdk import ActivityContext

__all__ = ["Spoken", "send", "send_privately"]

_logger = logging.getLogger(__name__)

DELIVERY_SECONDS = 3.0
"""Seconds that signing in and handing over an answer may take together. No dialog waits for it: only a message does,
and Teams gives an app more time for that."""

Spoken = ActivityContext[MessageActivity] | ActivityContext[MessageUpdateActivity]
"""Where somebody wrote something."""


async def send(ctx: Spoken | ActivityContext[InstalledActivity], card: AdaptiveCard) -> bool:
    """Send a card to the conversation, and return whether it was delivered.

    What cannot be delivered is logged by kind; Teams is not asked to bring the message again.
    """
    return await _deliver(ctx, MessageActivityInput().add_card(card)) is None


async def send_privately(ctx: Spoken, card: AdaptiveCard, *, instead: str | None = None) -> bool:
    """Send a card in a group that only the writer can read, and return whether it was delivered.

    Parameters
    ----------
    ctx
        What the writer wrote.
    card
        The answer.
    instead
        What to say to the whole group when Teams refuses a private message; it must give nothing away.
    """
    message = MessageActivityInput().add_card(card)
    problem = await _deliver(ctx, message.with_recipient(ctx.activity.from_, is_targeted=True))
    if instead is not None and isinstance(problem, httpx.HTTPStatusError) and problem.response.is_client_error:
        await _deliver(ctx, MessageActivityInput(text=instead))
    return problem is None


async def _deliver(ctx: Spoken | ActivityContext[InstalledActivity], message: MessageActivityInput) -> Exception | None:
    """Send a message, and return what went wrong."""
    try:
        async with asyncio.timeout(DELIVERY_SECONDS):
            await ctx.send(message)
    except (httpx.HTTPError, OSError, ValueError) as problem:  # no token, no time, or no answer that makes sense
        _logger.warning("answer not delivered", extra={"facts": {"reason": type(problem).__name__}})
        return problem
    return None
