"""Whether the service lives, and whether it can do its work."""

from api.health.endpoints import router
from api.health.readiness import Readiness

__all__ = ["Readiness", "router"]
