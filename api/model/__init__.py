"""The model in use and what is known of its quality."""

from api.model.card import ModelCard, read_card
from api.model.endpoints import router

__all__ = ["ModelCard", "read_card", "router"]
