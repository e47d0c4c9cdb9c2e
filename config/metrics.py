"""What Prometheus reads. Counts are shared between the web processes through files."""

import hmac
import os
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from config.health import outbox_age, redis_state
from outbox.models import Delivery

LOOPBACK = {"127.0.0.1", "::1"}
REQUESTS = Counter("sujing_requests_total", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram(
    "sujing_request_seconds",
    "Server time of a request",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5),
)


class State(Collector):
    """Gauges read from the truth at the moment of asking."""

    def collect(self) -> Iterator[Metric]:
        redis_up = GaugeMetricFamily("sujing_redis_up", "Whether the doorbell answers")
        redis_up.add_metric([], float(redis_state() == "up"))
        yield redis_up
        database_up = GaugeMetricFamily("sujing_database_up", "Whether the database answers")
        try:
            yield from self._outbox()
            database_up.add_metric([], 1.0)
        except DatabaseError:
            database_up.add_metric([], 0.0)
        yield database_up

    def _outbox(self) -> list[Metric]:
        age = GaugeMetricFamily("sujing_outbox_age_seconds", "Longest wait of due work")
        age.add_metric([], outbox_age(timezone.now()))
        waiting = GaugeMetricFamily(
            "sujing_outbox_deliveries", "Unfinished deliveries", labels=["subscriber", "status"]
        )
        open_work = Delivery.objects.exclude(status=Delivery.DONE).order_by()
        for row in open_work.values("subscriber", "status").annotate(count=Count("pk")):
            waiting.add_metric([row["subscriber"], row["status"]], row["count"])
        return [age, waiting]


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For the holder of METRICS_TOKEN; where none is set, for this machine only."""
    if not may_read(request):
        raise Http404
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    text = generate_latest(registry) + generate_latest(_state_only())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    if not settings.METRICS_TOKEN:
        return request.META.get("REMOTE_ADDR") in LOOPBACK
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())


def _state_only() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(State())
    return registry
