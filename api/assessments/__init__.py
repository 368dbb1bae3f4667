"""Assessments: a draft, or up to a hundred, each with its own answer."""

from api.assessments.assessor import Assessor
from api.assessments.endpoints import router
from api.assessments.receipts import Receipts

__all__ = ["Assessor", "Receipts", "router"]
