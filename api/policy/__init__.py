"""The policy in force, as far as a client shows it."""

from api.policy.endpoints import router

__all__ = ["router"]
