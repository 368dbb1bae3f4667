"""What Label Studio asks a machine learning backend, answered by the model in use: it labels before people do."""

from api.label_studio.credentials import BasicAsBearer
from api.label_studio.endpoints import router
from api.label_studio.paths import LIMITED_PATHS, PATHS, UNREAD_PATHS

__all__ = ["LIMITED_PATHS", "PATHS", "UNREAD_PATHS", "BasicAsBearer", "router"]
