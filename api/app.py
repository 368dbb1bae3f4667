"""The service, put together."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Protocol

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api import (
    API_VERSION,
    BASE_PATH,
    assessments,
    curation,
    feedback,
    health,
    label_studio,
    model,
    monitoring,
    policy,
    web,
)
from api.access.door import Door, rules_for
from api.access.gate import Gate
from api.access.rates import Buckets, RateLimit
from api.boundary import Boundary, HeadAsGet
from api.connections import patience
from api.limits import BodyLimit, CloseUnread
from api.metrics import Metrics, RequestMetrics
from api.metrics import router as metrics_router
from api.openapi import publish_openapi
from api.problems import handle_problems
from api.recycling import Recycling
from api.renewal import Loaded, Renewal
from api.secrets import RECEIPT_VARIABLE, Seal, new_secret, read_secret
from api.security import AllowedHosts, ResponseHeaders, refuse_unsafe
from api.settings import Settings
from api.store import Database
from api.store.upgrading import Upgrading
from api.telemetry import RequestLog, log_failure
from api.tracing import RequestTraces, Tracing
from api.wanted import Wanted
from api.watchdog import Watchdog, end_now
from classifier import Classifier
from classifier.score import Scorer

__all__ = ["create_app", "load_classifier"]


TRACES_WITHIN = 2.0
"""Seconds that the last traces may take to be sent when the service ends."""


def create_app(settings: Settings, classifier: Classifier | None = None, *, tracing: Tracing | None = None) -> FastAPI:
    """Return the service as an ASGI application.

    Parameters
    ----------
    settings
        The settings.
    classifier
        The classifier; by default the one that the settings name, loaded when the service starts.
    tracing
        What traces; by default what the settings say.

    Raises
    ------
    SettingsError
        If the settings would let others than this machine ask.
    """
    refuse_unsafe(settings)
    database = Database(settings.store.get_secret_value(), relative=settings.development)
    secrets = _secrets(settings)
    door = Door(settings, database, secrets)
    metrics, tracing = Metrics(), tracing or Tracing(settings)
    app = FastAPI(
        title="Berichtwacht",
        version=API_VERSION,
        lifespan=_lifespan(settings, database, door, secrets, metrics, tracing),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # it would record exceptions with their messages
    )
    app.state.classifier = classifier
    handle_problems(app)
    pages = (web,) if settings.development or settings.page else ()
    curating = (curation, label_studio, monitoring) if settings.development or settings.curate else ()
    if curating:
        app.include_router(curation.session_router)
        app.include_router(web.curate_router)
    for resource in (assessments, feedback, policy, model, health, *curating, *pages):
        app.include_router(resource.router)
    app.include_router(metrics_router)
    publish_openapi(app)
    _add_layers(app, settings, door, metrics, tracing)
    return app


def _secrets(settings: Settings) -> list[bytes]:
    """Return the secret keys, newest first; where none are configured, one for all workers that a restart forgets."""
    given = [key.get_secret_value() for key in settings.secret_keys]
    return [read_secret(key) for key in given or [os.environ.get(RECEIPT_VARIABLE) or new_secret()]]


def load_classifier(settings: Settings) -> Classifier:
    """Load the classifier that ``settings`` name; without its model it still answers by rules, and is not ready."""
    return _load(settings, allow_degraded=True)


def _load(settings: Settings, *, allow_degraded: bool = False) -> Classifier:
    return Classifier.load(
        models=settings.models,
        policy=settings.policy,
        recognisers=settings.recognisers,
        allow_degraded=allow_degraded,
    )


def _add_layers(app: FastAPI, settings: Settings, door: Door, metrics: Metrics, tracing: Tracing) -> None:
    """Put the layers around the routes; the last one added is the outermost."""
    batches = {f"{BASE_PATH}/assessment-batches", *label_studio.LIMITED_PATHS}
    app.add_middleware(
        BodyLimit,
        limit=settings.max_body_bytes,
        limits=dict.fromkeys(batches, settings.max_batch_bytes),
        unread={web.SHARE_PATH, *label_studio.UNREAD_PATHS},
        seconds=settings.body_seconds,
    )
    app.add_middleware(HeadAsGet)
    buckets = Buckets(per_minute=settings.rate_per_minute, burst=settings.rate_burst)
    app.add_middleware(RateLimit, buckets=buckets)
    app.add_middleware(Gate, rules=rules_for(settings), verifier=door)
    app.add_middleware(label_studio.BasicAsBearer)
    app.add_middleware(Boundary)  # within the layer of origins, so that a page can read that something went wrong
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key"],
            expose_headers=["API-Version", "Retry-After"],
        )
    app.add_middleware(AllowedHosts, hosts=settings.allowed_hosts, local_only=settings.development)
    app.add_middleware(CloseUnread)
    app.add_middleware(ResponseHeaders)
    app.add_middleware(RequestMetrics, metrics=metrics)
    app.add_middleware(RequestTraces, tracing=tracing)
    app.add_middleware(RequestLog)


def _lifespan(
    settings: Settings,
    database: Database,
    door: Door,
    secrets: Sequence[bytes],
    metrics: Metrics,
    tracing: Tracing,
) -> Callable[[FastAPI], AbstractAsyncContextManager[Mapping[str, Any]]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Mapping[str, Any]]:
        receipts = assessments.Receipts(Seal(secrets, "receipt"))
        seal = Seal(secrets, "feedback") if settings.secret_keys else None
        box = feedback.FeedbackBox(database, receipts, seal, days=settings.feedback_days)
        serving = app.state.classifier or load_classifier(settings)
        tally = monitoring.Tally()
        assessor = assessments.Assessor(
            serving,
            receipts,
            metrics,
            tracing,
            tally=tally,
            queue=settings.queue,
            deadline=settings.deadline_seconds,
        )
        app.state.assessor = assessor
        app.state.metrics = metrics
        app.state.feedback = box
        envelopes = curation.Envelopes(secrets if settings.secret_keys else ())
        app.state.desk = curation.Desk(database, assessor, envelopes, twice=settings.curate_twice)
        app.state.sign_in = curation.SignIn(door)
        app.state.monitor = monitoring.Monitor(database)
        app.state.readiness = health.Readiness(assessor, knows_keys=lambda: settings.development or door.is_ready)

        def take(loaded: Loaded) -> None:
            app.state.classifier = assessor.classifier = loaded.classifier
            app.state.card = loaded.card
            metrics.show_model(loaded.card.version)

        take(Loaded(serving, _card(settings, serving)))
        renewal = _renewal(settings, serving, app.state.card, take, metrics)
        del serving  # from now on only what uses it holds it: a version that was replaced is freed
        parts: list[_Runs] = [door, box, monitoring.Keeping(tally, database), renewal]
        if not settings.development:  # where a store is only there when somebody made a key
            parts += [Upgrading(database), Watchdog(assessor)]
        if settings.workers > 1:
            parts.append(Recycling(settings.worker_megabytes))
        async with AsyncExitStack() as stack:
            for part in parts:
                await stack.enter_async_context(running(part))
            yield patience(seconds=settings.body_seconds, connections=settings.connections)
        is_done = await assessor.close()
        database.close()
        with suppress(TimeoutError):  # a collector that hangs keeps nobody
            await asyncio.wait_for(asyncio.to_thread(tracing.close), TRACES_WITHIN)
        if not is_done:
            end_now()

    return lifespan


def _renewal(
    settings: Settings,
    classifier: Classifier,
    card: model.ModelCard,
    take: Callable[[Loaded], None],
    metrics: Metrics,
) -> Renewal:
    """Return what keeps the model in use the wanted one."""
    scorer = classifier.scorer
    version = scorer.version if isinstance(scorer, Scorer) else card.version  # the pointer may have moved in between
    configuration = [path for path in (settings.policy, settings.recognisers) if path is not None]

    def load() -> Loaded:
        whole = _load(settings)
        return Loaded(whole, model.read_card(settings.models))

    return Renewal(
        None if classifier.degraded else version,
        Wanted(settings.models, configuration),
        load,
        take,
        metrics.show_refused,
    )


def _card(settings: Settings, classifier: Classifier) -> model.ModelCard:
    return model.NO_CARD if classifier.degraded else model.read_card(settings.models)


class _Runs(Protocol):
    async def start(self) -> None: ...
    async def stop(self) -> None: ...


@asynccontextmanager
async def running(part: _Runs) -> AsyncIterator[None]:
    """Let ``part`` run while the service does."""
    await part.start()
    try:
        yield
    finally:
        try:
            await part.stop()
        except Exception as problem:  # noqa: BLE001 - what went wrong with one part must not keep the others
            log_failure(problem)
