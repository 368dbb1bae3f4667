"""The pages: one to type a message and see what is wrong with it, and those for curators. They need nothing else."""

from api.web.endpoints import curate_router, router
from api.web.files import SHARE_PATH

__all__ = ["SHARE_PATH", "curate_router", "router"]
