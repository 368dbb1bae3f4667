"""Which activity goes to which handler."""

from __future__ import annotations

from microsoft_teams.api.activities.install_update import InstalledActivity
from microsoft_teams.api.activities.invoke import AdaptiveCardInvokeActivity
from microsoft_teams.api.activities.invoke.message_extension import (
    MessageExtensionFetchTaskInvokeActivity,
    MessageExtensionSubmitActionInvokeActivity,
)
from microsoft_teams.api.activities.message import MessageActivity, MessageUpdateActivity
from microsoft_teams.api.models.adaptive_card import AdaptiveCardActionCardResponse, AdaptiveCardActionResponse
from microsoft_teams.api.models.messaging_extension import MessagingExtensionActionResponse

from berichtwacht_teams import cards
from berichtwacht_teams.conversations import kind_of
from berichtwacht_teams.desk import Desk, language_of
from berichtwacht_teams.drafts import is_spoken_to, sent_text, typed_text
from berichtwacht_teams.handlers.bot import Bot
from berichtwacht_teams.handlers.compose import Compose
from berichtwacht_teams.handlers.delivery import Spoken, send, send_privately
from berichtwacht_teams.handlers.outcomes import Show, response_to
from berichtwacht_teams.handlers.sent import Sent
from berichtwacht_teams.records import Kind
from berichtwacht_teams.sdk import ActivityContext, App
from berichtwacht_teams.submitted import read_submitted

__all__ = ["CHECK", "CHECK_SENT", "register"]

CHECK = "check"
"""The command of the compose box, as the manifest names it."""

CHECK_SENT = "check-sent"
"""The command on a message that was sent, as the manifest names it."""


def register(app: App, desk: Desk) -> None:
    """Let the app answer; each handler takes the words out of the activity, and puts the answer back."""
    _register_dialogs(app, desk, Compose(desk), Sent(desk))
    _register_bot(app, desk, Bot(desk))


def _register_dialogs(app: App, desk: Desk, compose: Compose, sent: Sent) -> None:
    @app.on_message_ext_open
    async def open_dialog(
        ctx: ActivityContext[MessageExtensionFetchTaskInvokeActivity],
    ) -> MessagingExtensionActionResponse:
        language = language_of(ctx.activity.locale)
        conversation = await desk.conversations.of(ctx.activity, ctx.api)
        if ctx.activity.value.command_id == CHECK_SENT:
            return response_to(await sent.open(sent_text(ctx.activity.value.message_payload), conversation, language))
        return response_to(compose.open(conversation, language))

    @app.on_message_ext_submit
    async def answer_dialog(
        ctx: ActivityContext[MessageExtensionSubmitActionInvokeActivity],
    ) -> MessagingExtensionActionResponse:
        language = language_of(ctx.activity.locale)
        submitted = read_submitted(ctx.activity.value.data)
        if submitted is None:
            return response_to(Show(cards.problem(language, cards.Problem.UNKNOWN_BUTTON)))
        if ctx.activity.value.command_id == CHECK_SENT:
            return response_to(await sent.answer(submitted, language))
        conversation = await desk.conversations.of(ctx.activity, ctx.api)
        return response_to(await compose.answer(submitted, conversation, language))


def _register_bot(app: App, desk: Desk, bot: Bot) -> None:
    @app.on_card_action_execute
    async def answer_card(ctx: ActivityContext[AdaptiveCardInvokeActivity]) -> AdaptiveCardActionResponse:
        language = language_of(ctx.activity.locale)
        action = ctx.activity.value.action
        submitted = read_submitted(action.data, action.verb)
        if submitted is None:
            return AdaptiveCardActionCardResponse(value=cards.problem(language, cards.Problem.UNKNOWN_BUTTON))
        conversation = await desk.conversations.of(ctx.activity, ctx.api)
        return AdaptiveCardActionCardResponse(value=await bot.answer(submitted, conversation, language))

    @app.on_message
    async def answer_message(ctx: ActivityContext[MessageActivity]) -> None:
        await _answer(ctx, desk, bot)

    @app.on_edit_message
    async def answer_edited(ctx: ActivityContext[MessageUpdateActivity]) -> None:
        await _answer(ctx, desk, bot)

    @app.on_install_add
    async def welcome(ctx: ActivityContext[InstalledActivity]) -> None:
        if kind_of(ctx.activity) is Kind.PERSONAL:
            await send(ctx, bot.help(language_of(ctx.activity.locale)))


async def _answer(ctx: Spoken, desk: Desk, bot: Bot) -> None:
    """Answer who speaks to the bot; look at what is said to others only where that was agreed."""
    activity = ctx.activity
    language = language_of(activity.locale)
    is_alone = kind_of(activity) in {Kind.PERSONAL, None}
    is_asked = is_alone or is_spoken_to(activity)
    if not is_asked and not desk.nudges:
        return
    conversation = await desk.conversations.of(activity, ctx.api, is_asked=not is_alone)
    text = typed_text(activity)
    if is_alone:
        await send(ctx, await bot.reply(text, conversation, language))
    elif is_asked:
        reply = await bot.reply(text, conversation, language)
        await send_privately(ctx, reply, instead=cards.elsewhere(language))
    elif (nudge := await bot.nudge(text, conversation, language)) is not None:
        await send_privately(ctx, nudge)
