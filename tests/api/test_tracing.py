"""Traces say what a request waited for, and nothing that it said."""

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
    assert f"{request.context.trace_id:032x}" == PARENT.split("-")[1]
    assert spans["wait and assess"].parent.span_id == request.context.span_id
    assert spans["assess"].parent.span_id == spans["wait and assess"].context.span_id
    assert {"wait and assess", "assess", "POST /v1/assessments"} == set(spans)


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
