"""Everything under ``/v1/curation``."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response

from api import BASE_PATH
from api.access.gate import CALLER, Caller
from api.bodies import StrictRoute
from api.curation.desk import Desk
from api.curation.schemas import (
    Checked,
    CheckRequest,
    ItemRequest,
    Opened,
    Queue,
    ReviewRequest,
    Stated,
)
from api.openapi import problem_responses
from api.problems import ProblemType

__all__ = ["router"]

router = APIRouter(prefix=f"{BASE_PATH}/curation", route_class=StrictRoute, tags=["curation"])

_GONE: dict[int | str, dict[str, Any]] = problem_responses(ProblemType.NOT_FOUND)
_NOT_NOW: dict[int | str, dict[str, Any]] = problem_responses(ProblemType.NOT_FOUND, ProblemType.ITEM_TAKEN)


class JsonLinesResponse(Response):
    """JSON, a line for each."""

    media_type = "application/jsonl"


async def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _curator(request: Request) -> str:
    caller: Caller = request.scope[CALLER]
    return caller.id


Shared = Annotated[Desk, Depends(_desk)]
Curator = Annotated[str, Depends(_curator)]
Item = Annotated[ItemRequest, Body()]


@router.get("/queue", operation_id="getCurationQueue", summary="List the texts that wait for a curator")
async def get_queue(desk: Shared, curator: Curator) -> Queue:
    """List what waits, most useful first, without a text. Texts are read for two seconds: ask again for the rest."""
    return await desk.queue(curator)


@router.post("/claims", operation_id="createClaim", summary="Open a text", responses=_NOT_NOW)
async def create_claim(body: Item, desk: Shared, curator: Curator) -> Opened:
    """Open a text, and have it alone for fifteen minutes; opening it again renews that."""
    return await desk.open(body.item, curator)


@router.post("/releases", operation_id="createRelease", summary="Give a text back", status_code=204)
async def create_release(body: Item, desk: Shared, curator: Curator) -> None:
    """Give a text back, so that others can open it; nothing happens when the caller does not have it."""
    await desk.release(body.item, curator)


@router.post("/checks", operation_id="createCheck", summary="Look for what is left of an original", responses=_NOT_NOW)
async def create_check(body: Annotated[CheckRequest, Body()], desk: Shared, curator: Curator) -> Checked:
    """Say what of the original is left in a text, and what is wrong with the entities in it. Nothing is kept."""
    return await desk.check(body, curator)


@router.post(
    "/reviews",
    operation_id="createReview",
    summary="Say what becomes of a text",
    status_code=201,
    responses=_NOT_NOW,
)
async def create_review(body: Annotated[ReviewRequest, Body()], desk: Shared, curator: Curator) -> Stated:
    """Accept a rewritten text with its labels, or dismiss it; what holds something of the original is refused."""
    return Stated(state=await desk.review(body, curator))


@router.post(
    "/undo",
    operation_id="undoReview",
    summary="Take a review back",
    responses=problem_responses(ProblemType.NOT_FOUND, ProblemType.NOT_UNDONE),
)
async def undo_review(body: Item, desk: Shared, curator: Curator) -> Stated:
    """Take the caller's own last review back, while the original is there and nobody reviewed after it."""
    return Stated(state=await desk.undo(body.item, curator))


@router.get(
    "/messages",
    operation_id="getCuratedMessages",
    summary="Get the accepted messages",
    response_class=JsonLinesResponse,
    responses=_GONE,
)
async def get_messages(desk: Shared) -> Response:
    """Get every accepted message as a record of the corpus, a line each, in order of acceptance."""
    return JsonLinesResponse(await desk.messages())
