"""Assessments: a draft, or up to a hundred, each with its own answer."""

from api.assessments.assessor import Assessor
from api.assessments.endpoints import router

__all__ = ["Assessor", "router"]
