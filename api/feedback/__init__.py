"""Feedback: what somebody did with an assessment, and whether it was right."""

from api.feedback.box import FeedbackBox
from api.feedback.endpoints import router

__all__ = ["FeedbackBox", "router"]
