"""How far is everything, and what is stuck."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from outbox.models import Delivery
from outbox.registry import subscribers


@dataclass(frozen=True, slots=True)
class Line:
    """One subscriber: how many deliveries wait, how many seconds the oldest, how many failed."""

    name: str
    queue: str
    pending: int
    oldest: float
    failed: int


def lines(now: datetime) -> list[Line]:
    """One line per subscriber, quiet ones too."""
    rows: dict[str, Mapping[str, Any]] = {
        row["subscriber"]: row
        for row in Delivery.objects.exclude(status=Delivery.DONE)
        .values("subscriber")
        .annotate(
            pending=Count("pk", Q(status=Delivery.PENDING)),
            failed=Count("pk", Q(status=Delivery.FAILED)),
            oldest=Min("event__created_at", filter=Q(status=Delivery.PENDING)),
        )
    }
    return [_line(name, rows.get(name, {}), now) for name in sorted({*subscribers, *rows})]


def _line(name: str, row: Mapping[str, Any], now: datetime) -> Line:
    oldest = row.get("oldest")
    queue = subscribers[name].queue if name in subscribers else "—"
    age = (now - oldest).total_seconds() if oldest else 0.0
    return Line(name, queue, row.get("pending", 0), age, row.get("failed", 0))


def oldest_seconds(now: datetime) -> float:
    """Age of the oldest fact that somebody has not heard yet, in seconds; 0 when all is quiet."""
    oldest = Delivery.objects.pending().aggregate(oldest=Min("event__created_at"))["oldest"]
    return (now - oldest).total_seconds() if oldest else 0.0
