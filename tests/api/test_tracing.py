"""Traces say what a request waited for, and nothing that it said."""

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.app import create_app
from api.settings import Settings
from api.tracing import Tracing

SENTINEL = "zwaluwstaartkwast"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def traced(connect, stand_in, models, *requests, **given):
    settings = Settings(development=True, models=models, **given)
    exporter = InMemorySpanExporter()
    tracing = Tracing(settings, exporter)
    with connect(create_app(settings, stand_in, tracing=tracing)) as client:
        for method, path, options in requests:
            client.request(method, path, **options)
    return exporter.get_finished_spans()


def test_spans_name_the_route_and_what_was_waited_for(connect, stand_in, models):
    ask = ("POST", "/v1/assessments", {"json": {"text": "hoi"}, "headers": {"traceparent": PARENT}})
    spans = {span.name: span for span in traced(connect, stand_in, models, ask)}
    request = spans["POST /v1/assessments"]
    assert dict(request.attributes) == {"http.route": "/v1/assessments", "http.response.status_code": 200}
    assert request.parent is None
    assert spans["wait and assess"].parent.span_id == request.context.span_id
    assert spans["assess"].parent.span_id == spans["wait and assess"].context.span_id
    assert {"wait and assess", "assess", "POST /v1/assessments"} == set(spans)


def test_a_caller_is_linked_to_and_decides_nothing(connect, stand_in, models):
    def ask(parent):
        return "GET", "/v1/policy", {"headers": {"traceparent": parent}}

    (span,) = traced(connect, stand_in, models, ask(PARENT))
    _, trace, caller, _ = PARENT.split("-")
    (link,) = span.links
    assert (f"{link.context.trace_id:032x}", f"{link.context.span_id:016x}") == (trace, caller)
    assert f"{span.context.trace_id:032x}" != trace
    assert traced(connect, stand_in, models, ask(PARENT), trace_share=0.0) == ()
    (span,) = traced(connect, stand_in, models, ask(PARENT[:-1] + "0"))  # 'not sampled', says the caller
    assert len(span.links) == 1
    (span,) = traced(connect, stand_in, models, ask("nonsense"))
    assert span.links == ()


def test_the_share_is_not_drawn_by_the_id_of_the_caller(connect, stand_in, models):
    lowest = f"00-{1:032x}-{1:016x}-01"  # the first ids that a share would take
    asked = [("GET", "/v1/policy", {"headers": {"traceparent": lowest}})] * 20
    assert traced(connect, stand_in, models, *asked, trace_share=1e-9) == ()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
def test_spans_name_the_method(connect, stand_in, models, method):
    (span,) = traced(connect, stand_in, models, (method, "/v1/policy", {}))
    assert span.name == f"{method} /v1/policy"


def test_no_span_holds_a_draft_or_a_path(connect, stand_in, models):
    spans = traced(
        connect,
        stand_in,
        models,
        ("POST", "/v1/assessments", {"json": {"text": f"ontploft {SENTINEL}"}}),
        ("POST", "/v1/assessments", {"json": {"text": SENTINEL, SENTINEL: 1}}),
        ("GET", f"/{SENTINEL}?{SENTINEL}", {"headers": {"X-Thing": SENTINEL, "traceparent": SENTINEL}}),
        (SENTINEL.upper(), "/v1/policy", {}),
    )
    assert len(spans) >= 4
    assert SENTINEL not in "".join(span.to_json() for span in spans).lower()
    assert not any(span.events for span in spans)


def test_a_share_can_be_traced_and_nothing_is_by_default(connect, stand_in, models):
    ask = ("POST", "/v1/assessments", {"json": {"text": "hoi"}})
    assert traced(connect, stand_in, models, ask, trace_share=0.0) == ()
    assert Tracing(Settings(development=True)).tracer is None


def test_the_framework_traces_nothing_of_its_own(connect, stand_in, models, monkeypatch):
    """It would record exceptions with their messages, wherever a provider is set for the whole process."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    with connect(create_app(Settings(development=True, models=models), stand_in)) as client:
        assert client.post("/v1/assessments", json={"text": "dit ontploft"}).status_code == 500
    provider.force_flush()
    assert exporter.get_finished_spans() == ()
