"""The one place that imports the Teams SDK's application, so that importing it has no side effects.

Without this, the import loads a ``.env`` file from a parent of the working directory, which could switch authentication
off. Private messages in groups are a preview of Microsoft's; the SDK need not warn of that each time.
"""

import os
import warnings

os.environ["PYTHON_DOTENV_DISABLED"] = "1"
warnings.filterwarnings("ignore", message=".* is in preview and may change", category=FutureWarning)

from microsoft_teams.apps import ActivityContext, App, AppOptions  # noqa: E402
from microsoft_teams.apps.http import HttpRequest, HttpResponse, HttpRouteHandler  # noqa: E402

__all__ = ["ActivityContext", "App", "AppOptions", "HttpRequest", "HttpResponse", "HttpRouteHandler"]
