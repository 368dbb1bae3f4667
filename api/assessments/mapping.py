"""From the wire to the library's records, and back."""

from __future__ import annotations

from typing import Any

from api.assessments.schemas import AssessmentRequest, AssessmentResponse
from classifier import records

__all__ = ["assessment_data", "draft_of"]


def draft_of(request: AssessmentRequest) -> records.Draft:
    """Return the draft that ``request`` speaks of.

    Raises
    ------
    InvalidDraft
        If a text is no valid Unicode, which a schema cannot say.
    """
    context = request.context
    sender = context.sender
    return records.Draft(
        text=request.text,
        context=records.Context(
            channel=context.channel,
            crisis=context.crisis,
            sender=None if sender is None else records.Participant(sender.role),
            recipients=tuple(records.Participant(recipient.role) for recipient in context.recipients),
            history=tuple(records.HistoryMessage(message.text) for message in context.history),
        ),
        language=request.language,
        redact=request.redact,
    )


def assessment_data(assessment: records.Assessment) -> dict[str, Any]:
    """Return the response to a draft as plain data; without ``redacted_text`` when it was not asked."""
    response = AssessmentResponse.model_validate(assessment)
    unasked = {"redacted_text"} if assessment.redacted_text is None else None
    return response.model_dump(mode="json", exclude=unasked)
