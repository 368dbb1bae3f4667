"""``GET /v1/model``."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api import BASE_PATH
from api.model.card import ModelCard

__all__ = ["router"]

router = APIRouter(prefix=BASE_PATH, tags=["model"])


@router.get("/model", operation_id="getModel", summary="Show the model in use")
def get_model(request: Request) -> ModelCard:
    """Give the card of the model that assesses: its version, its data, its measured quality and its limits."""
    card: ModelCard = request.app.state.card
    return card
