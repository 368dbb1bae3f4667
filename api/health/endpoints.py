"""``GET /health/live`` and ``GET /health/ready``: for whoever watches over the service, so not under ``/v1``."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.assessments import Assessor
from api.health.readiness import Readiness
from api.problems import Problem, ProblemType

__all__ = ["router"]

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
async def get_live(request: Request) -> dict[str, str]:
    """Say that the process answers and does not hang; if it does, it must be started anew."""
    assessor: Assessor = request.app.state.assessor
    if assessor.is_stuck:
        raise Problem(ProblemType.NOT_READY, "A draft is never done; start the service anew.")
    return {"status": "live"}


@router.get("/ready")
async def get_ready(request: Request) -> dict[str, str]:
    """Say that an assessment works."""
    readiness: Readiness = request.app.state.readiness
    if not await readiness.check():
        raise Problem(ProblemType.NOT_READY, "A test assessment did not work.", headers={"Retry-After": "1"})
    return {"status": "ready"}
