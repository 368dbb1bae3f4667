"""Sending the bot's answers: to whom they are meant, and to nobody else."""

from __future__ import annotations

import logging

import httpx
from microsoft_teams.api.activities.install_update import InstalledActivity
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput, MessageUpdateActivity
from microsoft_teams.cards import AdaptiveCard

from berichtwacht_teams.sdk import ActivityContext

__all__ = ["Spoken", "send", "send_privately"]

_logger = logging.getLogger(__name__)

Spoken = ActivityContext[MessageActivity] | ActivityContext[MessageUpdateActivity]
"""Where somebody wrote something."""


async def send(ctx: Spoken | ActivityContext[InstalledActivity], card: AdaptiveCard) -> bool:
    """Send a card to the conversation, and return whether it was delivered.

    What cannot be delivered is logged by kind; Teams is not asked to bring the message again.
    """
    return await _deliver(ctx, MessageActivityInput().add_card(card))


async def send_privately(ctx: Spoken, card: AdaptiveCard, *, instead: str | None = None) -> bool:
    """Send a card in a group that only the writer can read, and return whether it was delivered.

    Parameters
    ----------
    ctx
        What the writer wrote.
    card
        The answer.
    instead
        What to say to the whole group when Teams does not take a private message; it must give nothing away.
    """
    message = MessageActivityInput().add_card(card)
    if await _deliver(ctx, message.with_recipient(ctx.activity.from_, is_targeted=True)):
        return True
    if instead is not None:
        await _deliver(ctx, MessageActivityInput(text=instead))
    return False


async def _deliver(ctx: Spoken | ActivityContext[InstalledActivity], message: MessageActivityInput) -> bool:
    try:
        await ctx.send(message)
    except (httpx.HTTPError, ValueError) as problem:  # ValueError: there is no token, or the answer is none of Teams
        _logger.warning("answer not delivered", extra={"facts": {"reason": type(problem).__name__}})
        return False
    return True
