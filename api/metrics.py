"""Numbers for Prometheus: how much, how fast, how often which level; never a word and never a person.

Small counts can point at somebody, so the numbers are for administrators; curators get those of :mod:`api.monitoring`.

With several workers each writes its numbers into files of a directory that the supervisor makes
(``PROMETHEUS_MULTIPROC_DIR``), and whichever is asked adds them up (:mod:`api.worker_numbers`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Container
from pathlib import Path
from time import perf_counter

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answer import Answer
from api.telemetry import known_method
from api.worker_numbers import WorkerNumbers
from classifier import Assessment
from classifier.drift import BINS

__all__ = ["MULTIPROCESS", "Metrics", "RequestMetrics", "router"]

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable of prometheus_client that names the directory of the workers' numbers."""

_SECONDS = (0.002, 0.004, 0.006, 0.008, 0.012, 0.016, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SCORES = tuple(round(step / BINS, 2) for step in range(1, BINS))  # the last one is infinity
_MOST_VERSIONS = 8
_OTHER = "other"

router = APIRouter(tags=["metrics"])


class Metrics:
    """The numbers of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        shared = os.environ.get(MULTIPROCESS)
        self._workers = WorkerNumbers(Path(shared)) if shared else None
        if self._workers is not None:
            self._workers.join()
        self.requests = Counter(
            "berichtwacht_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "berichtwacht_request_seconds",
            "Time from a request to its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.assessments = Counter(
            "berichtwacht_assessments", "Drafts assessed, by verdict.", ("verdict",), registry=self.registry
        )
        self.levels = Counter(
            "berichtwacht_levels",
            "Levels given, by category.",
            ("category", "level", "version"),
            registry=self.registry,
        )
        self.scores = Histogram(
            "berichtwacht_scores",
            "Scores given, by category.",
            ("category", "version"),
            buckets=_SCORES,
            registry=self.registry,
        )
        self.degraded = Counter(
            "berichtwacht_degraded", "Drafts assessed without a part.", ("part",), registry=self.registry
        )
        self.feedback = Counter("berichtwacht_feedback", "Feedback kept.", ("action",), registry=self.registry)
        self.warning_feedback = Counter(
            "berichtwacht_warning_feedback",
            "Warnings that feedback was given on.",
            ("action", "warning", "version"),
            registry=self.registry,
        )
        self.waiting = Gauge(
            "berichtwacht_waiting", "Drafts that wait.", registry=self.registry, multiprocess_mode="livesum"
        )
        self.model = Gauge(
            "berichtwacht_model_info",
            "Workers that assess with this model version.",
            ("version",),
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.refused = Gauge(
            "berichtwacht_model_refused",
            "Workers whose wanted model version cannot be used.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._version: str | None = None
        self._versions: set[str] = set()

    def count(self, assessment: Assessment) -> None:
        """Count an assessment."""
        self.assessments.labels(assessment.verdict).inc()
        version = self._named(assessment.model_version)
        for category, found in assessment.categories.items():
            self.levels.labels(category, found.level or "unchecked", version).inc()
            if found.score is not None:
                self.scores.labels(category, version).observe(found.score)
        for part in assessment.degraded:
            self.degraded.labels(part).inc()

    def count_feedback(
        self, action: str, warnings: Collection[str], model_version: str, *, known: Container[str]
    ) -> None:
        """Count feedback; a code of a warning that is not ``known`` now is an other one."""
        self.feedback.labels(action).inc()
        for code in warnings:
            named = code if code in known else _OTHER
            self.warning_feedback.labels(action, named, self._named(model_version)).inc()

    def _named(self, version: str) -> str:
        """Return the version as it is named: the first few since the start are, so that the names stay few."""
        if version not in self._versions and len(self._versions) < _MOST_VERSIONS:
            self._versions.add(version)
        return version if version in self._versions else _OTHER

    def show_model(self, version: str) -> None:
        """Show that this worker assesses with this model version."""
        if self._version is not None:
            self.model.labels(self._version).set(0)
        self.model.labels(version).set(1)
        self._version = version

    def show_refused(self, is_refused: bool) -> None:
        """Show whether the wanted model version cannot be used, so that another one is in use."""
        self.refused.set(int(is_refused))

    def exposition(self) -> bytes:
        """Return all numbers, of all workers, in Prometheus' text format."""
        return generate_latest(self.registry) if self._workers is None else self._workers.exposition()


class RequestMetrics:
    """Counts and times every request by its route; the path itself could hold anything."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count it once it is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        answer = Answer(send)

        try:
            await self.app(scope, receive, answer.send)
        finally:
            route = getattr(scope.get("route"), "path", _OTHER)
            self.metrics.requests.labels(known_method(scope["method"]), route, answer.status or "none").inc()
            self.metrics.seconds.labels(route).observe(perf_counter() - started)


@router.get("/metrics", include_in_schema=False)
def get_metrics(request: Request) -> Response:
    """Give all numbers in Prometheus' text format."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST)
