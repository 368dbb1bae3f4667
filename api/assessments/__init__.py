"""Assessments: a draft, or up to a hundred, each with its own answer."""

from api.assessments.assessor import STUCK, Assessor
from api.assessments.endpoints import router
from api.assessments.receipts import Receipts

__all__ = ["STUCK", "Assessor", "Receipts", "router"]
