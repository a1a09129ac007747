"""Counts and times of requests for Prometheus, by view and status: no path, no person, no address.

`/-/metrik` answers the machine itself, or whoever holds the token of BETANG_METRICS_TOKEN.
"""

import hmac
import os
import time
from collections.abc import Callable
from functools import cache
from importlib import metadata

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REGISTRY = CollectorRegistry()
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("betang_requests", "Requests answered.", ["view", "method", "status"], registry=REGISTRY)
LATENCY = Histogram(
    "betang_request_seconds", "Time from request to answer.", ["view"], buckets=BUCKETS, registry=REGISTRY
)
BUILD = Gauge(
    "betang_build_info", "1 for the running version.", ["version", "mode"], registry=REGISTRY, multiprocess_mode="max"
)


@cache
def version() -> str:
    """Return the installed version of Betang, "0" in a checkout that was never installed; read from disk once."""
    try:
        return metadata.version("betang")
    except metadata.PackageNotFoundError:
        return "0"


class MetricsMiddleware:
    """Counts and times each request. The view's name bounds the labels: a scanner's addresses are all "none"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        BUILD.labels(version(), settings.BETANG_MODE).set(1)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then count and time it."""
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name if match else "") or "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        LATENCY.labels(view).observe(time.perf_counter() - start)
        return response


def may_read(request: HttpRequest) -> bool:
    """Say whether the caller may read metrics: this machine itself, or the bearer of the token.

    A proxy on this machine also calls from a loopback address, for anybody: whatever was forwarded needs the token.
    """
    token = settings.BETANG_METRICS_TOKEN
    if token and hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return True
    forwarded = any(name in request.META for name in FORWARDED)
    return not forwarded and request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}


def exposition() -> bytes:
    """Return all metrics as Prometheus text; of all workers when they share PROMETHEUS_MULTIPROC_DIR."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the metrics, 403 to anybody else."""
    if not may_read(request):
        return HttpResponse("Metrik hanya untuk mesin ini atau pembawa token.\n", status=403, content_type="text/plain")
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
