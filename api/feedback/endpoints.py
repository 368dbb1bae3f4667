"""``POST /v1/feedback`` and ``GET /v1/feedback/counts``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from api import BASE_PATH
from api.assessments.schemas import Reminder
from api.bodies import StrictRoute
from api.feedback.box import LEAST, FeedbackBox
from api.feedback.schemas import Action, FeedbackCounts, FeedbackReceived, FeedbackRequest
from api.problems import FieldError, Problem
from classifier import Channel, Classifier, Verdict

__all__ = ["router"]

router = APIRouter(prefix=BASE_PATH, route_class=StrictRoute, tags=["feedback"])


async def _box(request: Request) -> FeedbackBox:
    box: FeedbackBox = request.app.state.feedback
    return box


Box = Annotated[FeedbackBox, Depends(_box)]


@router.post(
    "/feedback", operation_id="createFeedback", summary="Say what was done with an assessment", status_code=201
)
async def create_feedback(request: Request, body: Annotated[FeedbackRequest, Body()], box: Box) -> FeedbackReceived:
    """Keep what the writer did and thought, without who it was; said again, it takes the place of what was said."""
    receipt = box.receipt(body.assessment)
    if receipt is None:
        detail = "is not the id of an assessment of this service in the past week"
        raise Problem.invalid([FieldError(("assessment",), "invalid", detail)])
    expires = await box.keep(body, receipt)
    known = request.app.state.assessor.classifier.adviser.codes.warnings
    request.app.state.metrics.count_feedback(body.action, receipt.warnings, receipt.model_version, known=known)
    sent_anyway = body.action is Action.SENT and receipt.verdict in {Verdict.WARN, Verdict.NOTICE}
    return FeedbackReceived(
        reminders=_advice(request.app.state.assessor.classifier, body) if sent_anyway else [],
        text_kept_until=None if expires is None else expires.date(),
    )


@router.get("/feedback/counts", operation_id="getFeedbackCounts", summary="Count what was done after warnings")
async def get_feedback_counts(box: Box) -> FeedbackCounts:
    """Count actions per warning and model version; there is no view of persons."""
    return FeedbackCounts(least=LEAST, counts=await box.counts())


def _advice(classifier: Classifier, feedback: FeedbackRequest) -> list[Reminder]:
    policy = classifier.policy.current()
    reminders = classifier.adviser.remind(
        policy.sent_anyway(), channel=Channel.OTHER, language=feedback.language, wording=policy.file.wording
    )
    return [Reminder.model_validate(reminder) for reminder in reminders]
