"""The one place that imports the Teams SDK's application, so that importing it has no side effects.

Without this, the import loads a ``.env`` file from a parent of the working directory, which could switch authentication
off, and warns about previews that are not used here.
"""

import os
import warnings

os.environ["PYTHON_DOTENV_DISABLED"] = "1"
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=".*is in preview", category=FutureWarning)
    from microsoft_teams.apps import ActivityContext, App, AppOptions
    from microsoft_teams.apps.http import HttpRequest, HttpResponse, HttpRouteHandler

__all__ = ["ActivityContext", "App", "AppOptions", "HttpRequest", "HttpResponse", "HttpRouteHandler"]
