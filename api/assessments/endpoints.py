"""``POST /v1/assessments`` and ``POST /v1/assessment-batches``."""

from __future__ import annotations

import json
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response
from pydantic import ValidationError

from api import BASE_PATH
from api.access.rates import charge_more
from api.assessments.assessor import Assessor, overloaded
from api.assessments.mapping import assessment_data, draft_of
from api.assessments.schemas import AssessmentBatch, AssessmentBatchRequest, AssessmentRequest, AssessmentResponse
from api.bodies import StrictRoute
from api.boundary import internal_error
from api.problems import Problem, draft_problem, field_errors
from classifier.errors import InvalidDraft

__all__ = ["BATCH_SECONDS", "router"]

BATCH_SECONDS = 15.0
"""Seconds for a whole batch; drafts that are not begun by then are answered as too much. Less than a server that is
asked to end leaves for what it has begun."""

router = APIRouter(prefix=BASE_PATH, route_class=StrictRoute, tags=["assessments"])


async def _assessor(request: Request) -> Assessor:
    assessor: Assessor = request.app.state.assessor
    return assessor


Shared = Annotated[Assessor, Depends(_assessor)]


@router.post(
    "/assessments",
    operation_id="createAssessment",
    summary="Assess a draft message",
    responses={200: {"model": AssessmentResponse, "description": "The assessment; it is not kept."}},
)
async def create_assessment(body: Annotated[AssessmentRequest, Body()], assessor: Shared) -> Response:
    """Say whether a draft belongs in a messaging app; if not, why, and where it does belong."""
    return _json(assessment_data(await assessor.assess(draft_of(body))))


@router.post(
    "/assessment-batches",
    operation_id="createAssessmentBatch",
    summary="Assess up to a hundred draft messages",
    responses={200: {"model": AssessmentBatch, "description": "The answers, in the order of the drafts."}},
)
async def create_assessment_batch(
    request: Request, body: Annotated[AssessmentBatchRequest, Body()], assessor: Shared
) -> Response:
    """Assess drafts by themselves: each gets an assessment or a problem of its own, and counts as a request."""
    charge_more(request.scope, len(body.drafts) - 1)
    ends = monotonic() + BATCH_SECONDS
    results = [await _result(item, index, assessor, ends=ends) for index, item in enumerate(body.drafts)]
    return _json({"results": results})


async def _result(item: Any, index: int, assessor: Assessor, *, ends: float) -> dict[str, Any]:
    place = ("drafts", index)
    try:
        draft = draft_of(AssessmentRequest.model_validate(item))
        if monotonic() >= ends:
            raise overloaded("The batch took too long; ask again for this draft.")
        return {"status": 200, "assessment": assessment_data(await assessor.assess(draft))}
    except ValidationError as wrong:
        problem = Problem.invalid(field_errors(wrong.errors(include_url=False, include_input=False), within=place))
    except InvalidDraft as wrong:
        problem = draft_problem(wrong, within=place)
    except Problem as known:
        problem = known
    except Exception as unexpected:  # noqa: BLE001
        problem = internal_error(unexpected)
    return {"status": problem.status_code, "problem": problem.as_data()}


def _json(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data, ensure_ascii=False), media_type="application/json")
