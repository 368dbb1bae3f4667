"""The model in use and what is known of its quality."""

from api.model.card import NO_CARD, ModelCard, read_card
from api.model.endpoints import router

__all__ = ["NO_CARD", "ModelCard", "read_card", "router"]
