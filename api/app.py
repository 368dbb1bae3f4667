"""The service, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from api import API_VERSION, BASE_PATH, assessments, health, model, policy, web
from api.boundary import Boundary, HeadAsGet
from api.limits import BodyLimit
from api.openapi import publish_openapi
from api.problems import handle_problems
from api.security import LocalOnly, ResponseHeaders, refuse_unsafe
from api.settings import Settings
from api.telemetry import RequestLog
from classifier import Classifier

__all__ = ["create_app", "load_classifier"]


def create_app(settings: Settings, classifier: Classifier | None = None) -> FastAPI:
    """Return the service as an ASGI application.

    Parameters
    ----------
    settings
        The settings.
    classifier
        The classifier; by default the one that the settings name, loaded when the service starts.

    Raises
    ------
    SettingsError
        If the settings would let others than this machine ask.
    """
    refuse_unsafe(settings)
    app = FastAPI(
        title="Berichtwacht",
        version=API_VERSION,
        lifespan=_lifespan(settings, classifier),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    handle_problems(app)
    for resource in (assessments, policy, model, health, web):
        app.include_router(resource.router)
    publish_openapi(app)
    _add_layers(app, settings)
    return app


def load_classifier(settings: Settings) -> Classifier:
    """Load the classifier that ``settings`` name; without its model it still answers by rules, and is not ready."""
    return Classifier.load(
        models=settings.models, policy=settings.policy, recognisers=settings.recognisers, allow_degraded=True
    )


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the routes; the last one added is the outermost."""
    limits = {f"{BASE_PATH}/assessment-batches": settings.max_batch_bytes}
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes, limits=limits)
    app.add_middleware(HeadAsGet)
    app.add_middleware(LocalOnly, hosts=settings.allowed_hosts)
    app.add_middleware(Boundary)
    app.add_middleware(ResponseHeaders)
    app.add_middleware(RequestLog)


def _lifespan(
    settings: Settings, classifier: Classifier | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        assessor = assessments.Assessor(classifier or load_classifier(settings))
        app.state.assessor = assessor
        app.state.card = model.read_card(settings.models)
        app.state.readiness = health.Readiness(assessor)
        yield
        assessor.close()

    return lifespan
