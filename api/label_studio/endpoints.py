"""``/label-studio/…``: the requests of Label Studio to a machine learning backend.

The paths and bodies are Label Studio's, so they stand beside our own interface and not in its OpenAPI document. What
belongs to training is loaded when Label Studio asks, so that a service which only assesses does without.
"""

from __future__ import annotations

import json
import re
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response

from api.access.rates import charge_more
from api.assessments.assessor import Assessor, overloaded
from api.assessments.endpoints import BATCH_SECONDS
from api.bodies import StrictRoute
from api.label_studio.paths import PREFIX
from api.label_studio.schemas import PredictRequest, SetupRequest
from api.model.card import NO_CARD, ModelCard
from api.problems import FieldError, Problem, ProblemType
from classifier import Draft
from classifier.errors import InvalidDraft

__all__ = ["router"]

_NAMES = re.compile(r'\bname="([a-z_]{1,40})"')

router = APIRouter(prefix=PREFIX, route_class=StrictRoute, include_in_schema=False)


async def _assessor(request: Request) -> Assessor:
    assessor: Assessor = request.app.state.assessor
    return assessor


Shared = Annotated[Assessor, Depends(_assessor)]


@router.get("/health")
async def show_health(request: Request) -> Response:
    """Say that predictions can be asked for.

    Raises
    ------
    Problem
        If the model is not there: what the rules find alone is no labelling.
    """
    _version(request)
    return _json({"status": "UP"})


@router.post("/setup")
async def set_up(request: Request, body: Annotated[SetupRequest, Body()]) -> Response:
    """Check that a project has our controls, and say which model labels.

    Raises
    ------
    Problem
        If a control is missing: predictions would be refused by Label Studio one by one.
    """
    from classifier.training.exchange.label_studio import CONTROLS

    names = set(_NAMES.findall(body.labelling))
    if missing := [name for name in (*CONTROLS, "text") if name not in names]:
        detail = f"lacks the control {missing[0]!r}; use the labelling configuration of Berichtwacht"
        raise Problem.invalid([FieldError(("schema",), "invalid", detail)])
    return _json({"model_version": _version(request)})


@router.get("/versions")
async def list_versions(request: Request) -> Response:
    """Name the one version that labels: the model in use."""
    return _json({"versions": [_version(request)]})


@router.post("/predict")
async def predict(request: Request, body: Annotated[PredictRequest, Body()], assessor: Shared) -> Response:
    """Say what the model would label, for every task in order; for a task without a text that can be read, nothing.

    Raises
    ------
    Problem
        If the model is not there, or there is too much to do for all of them: Label Studio keeps what it gets, and
        would not ask again.
    """
    charge_more(request.scope, len(body.tasks) - 1)
    ends = monotonic() + BATCH_SECONDS
    return _json({"results": [await _predictions(task, assessor, ends=ends) for task in body.tasks]})


@router.post("/webhook")
async def ignore_event() -> Response:
    """Let it be said what happened in a project: nothing follows from it."""
    return _json({})


async def _predictions(task: Any, assessor: Assessor, *, ends: float) -> list[dict[str, Any]]:
    from classifier.training.exchange.label_studio import prediction_of
    from classifier.training.exchange.predictions import predicted

    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict) or not isinstance(text := data.get("text"), str):
        return []
    if monotonic() >= ends:
        raise overloaded("The tasks took too long; ask for fewer.")
    try:
        assessment = await assessor.read(Draft(text=text))
    except InvalidDraft:
        return []
    if assessment.degraded:
        raise _not_ready()
    return [prediction_of(text, predicted(assessment), lang=data.get("lang"))]


def _version(request: Request) -> str:
    card: ModelCard = request.app.state.card
    if card is NO_CARD:
        raise _not_ready()
    return card.version


def _not_ready() -> Problem:
    return Problem(ProblemType.NOT_READY, "The model is not there, and rules alone do not label.")


def _json(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data, ensure_ascii=False), media_type="application/json")
