"""What a dialog does next, and how Teams wants to hear it."""

from __future__ import annotations

from dataclasses import dataclass

from microsoft_teams.api.models.attachment.card_attachment import AdaptiveCardAttachment, card_attachment
from microsoft_teams.api.models.messaging_extension import (
    MessagingExtensionActionResponse,
    MessagingExtensionAttachment,
    MessagingExtensionResult,
)
from microsoft_teams.api.models.task_module import CardTaskModuleTaskInfo, TaskModuleContinueResponse
from microsoft_teams.cards import AdaptiveCard

__all__ = ["Close", "Insert", "Outcome", "Show", "response_to"]

TITLE = "Berichtwacht"
"""What stands above every dialog."""


@dataclass(frozen=True, slots=True)
class Show:
    """The dialog shows a card."""

    card: AdaptiveCard


@dataclass(frozen=True, slots=True)
class Insert:
    """The dialog closes, and a card is put into the compose box; the writer still has to send it."""

    card: AdaptiveCard


@dataclass(frozen=True, slots=True)
class Close:
    """The dialog closes."""


Outcome = Show | Insert | Close


def response_to(outcome: Outcome) -> MessagingExtensionActionResponse:
    """Return what Teams is told."""
    match outcome:
        case Show(card):
            attachment = card_attachment(AdaptiveCardAttachment(content=card))
            info = CardTaskModuleTaskInfo(title=TITLE, card=attachment, width="medium", height="large")
            return MessagingExtensionActionResponse(task=TaskModuleContinueResponse(value=info))
        case Insert(card):
            attachment = card_attachment(AdaptiveCardAttachment(content=card))
            result = MessagingExtensionResult(
                type="result",
                attachment_layout="list",
                attachments=[
                    MessagingExtensionAttachment(content_type=attachment.content_type, content=attachment.content)
                ],
            )
            return MessagingExtensionActionResponse(compose_extension=result)
        case Close():
            return MessagingExtensionActionResponse()
