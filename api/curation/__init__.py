"""Curation: from objections to training data, for those whose credential has the scope ``curate``."""

from api.curation.session import SignIn
from api.curation.session import router as session_router

__all__ = ["SignIn", "session_router"]
