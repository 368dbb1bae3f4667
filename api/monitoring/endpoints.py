"""``GET /v1/monitoring``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from api import BASE_PATH
from api.monitoring.report import Monitor
from api.monitoring.schemas import Monitoring
from api.openapi import problem_responses
from api.problems import ProblemType
from classifier import Language

__all__ = ["router"]

router = APIRouter(prefix=BASE_PATH, tags=["monitoring"])


async def _monitor(request: Request) -> Monitor:
    monitor: Monitor = request.app.state.monitor
    return monitor


Days = Annotated[int, Query(ge=1, le=28, description="Days of a period.")]


@router.get(
    "/monitoring",
    operation_id="getMonitoring",
    summary="See how the model does in use",
    responses=problem_responses(ProblemType.INVALID_INPUT, ProblemType.STORE_UNAVAILABLE),
)
async def get_monitoring(
    request: Request, monitor: Annotated[Monitor, Depends(_monitor)], days: Days = 7
) -> Monitoring:
    """Count levels, scores and overrides of the last twelve periods, and say whether scores are spread as they were."""
    card, texts = request.app.state.card, request.app.state.assessor.classifier.adviser.texts[Language.NL]
    titles = {code: warning.title for code, warning in texts.warnings.items()}
    return await monitor.report(days, card.version, card.metrics, titles)
