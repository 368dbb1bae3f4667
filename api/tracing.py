"""Traces (OpenTelemetry): what a request waited for, by names that are fixed beforehand, and never a word of it.

No exception is recorded on a span: its message could hold a draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Link, SpanKind, Status, StatusCode, Tracer, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Receive, Scope, Send

from api import API_VERSION
from api.answer import Answer
from api.settings import Settings
from api.telemetry import known_method

__all__ = ["RequestTraces", "Tracing"]

_SERVER_ERROR = 500
_PARENT = b"traceparent"


class Tracing:
    """Makes spans and sends them to a collector in the background; without one it does nothing.

    Parameters
    ----------
    settings
        The settings.
    exporter
        Where spans go; by default over OTLP to the collector that the settings name.
    """

    def __init__(self, settings: Settings, exporter: SpanExporter | None = None) -> None:
        self._provider: TracerProvider | None = None
        if settings.otlp_endpoint is not None or exporter is not None:
            resource = Resource.create({"service.name": "berichtwacht", "service.version": API_VERSION})
            sampler = ParentBased(TraceIdRatioBased(settings.trace_share))
            self._provider = TracerProvider(resource=resource, sampler=sampler)
            exporter = exporter or OTLPSpanExporter(endpoint=settings.otlp_endpoint)
            self._provider.add_span_processor(BatchSpanProcessor(exporter))

    @property
    def tracer(self) -> Tracer | None:
        """What makes spans, ``None`` when nothing is traced."""
        return None if self._provider is None else self._provider.get_tracer("berichtwacht", API_VERSION)

    @contextmanager
    def span(self, name: str) -> Iterator[None]:
        """Trace what is done inside under ``name``."""
        tracer = self.tracer
        if tracer is None:
            yield
            return
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False):
            yield

    def close(self) -> None:
        """Send what waits, and stop."""
        if self._provider is not None:
            self._provider.shutdown()


class RequestTraces:
    """Traces requests by method, route and status, each as a trace of its own that links to the caller's.

    A caller's ``traceparent`` (W3C Trace Context) is a link and no parent, as OpenTelemetry does for a public endpoint.
    A parent would bring its own decision to record, and its own trace id that our share is drawn by: any caller could
    have everything recorded, or nothing. What is recorded is decided here; the link still leads from one to the other.
    """

    def __init__(self, app: ASGIApp, *, tracing: Tracing) -> None:
        self.app = app
        self.tracer = tracing.tracer
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on within a span."""
        if scope["type"] != "http" or self.tracer is None:
            await self.app(scope, receive, send)
            return
        answer = Answer(send)

        with self.tracer.start_as_current_span(
            "request",
            context=Context(),
            links=self._links(scope),
            kind=SpanKind.SERVER,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                await self.app(scope, receive, answer.send)
            finally:
                route = getattr(scope.get("route"), "path", "other")
                span.update_name(f"{known_method(scope['method'])} {route}")
                span.set_attributes({"http.route": route, "http.response.status_code": answer.status})
                if answer.status >= _SERVER_ERROR:
                    span.set_status(Status(StatusCode.ERROR))

    def _links(self, scope: Scope) -> list[Link]:
        """Return a link to the caller's span, when the request names one."""
        carrier = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"] if name == _PARENT
        }
        caller = get_current_span(self._propagator.extract(carrier, context=Context())).get_span_context()
        return [Link(caller)] if caller.is_valid else []
