"""The page for people: type a message, see what is wrong with it. All it needs comes from here."""

from api.web.endpoints import router
from api.web.files import SHARE_PATH

__all__ = ["SHARE_PATH", "router"]
