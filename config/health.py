"""Is the process up, and can it do its work?"""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from config.errors import RETRY_AFTER
from outbox.doorbell import redis
from outbox.models import Delivery

OUTBOX_LIMIT = 60  # seconds due work may wait before we call it degraded


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a database restart kills no process."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """503 only without a database: intake works without Redis, so that is merely "degraded"."""
    try:
        age = outbox_age(timezone.now())
    except DatabaseError:
        connection.close()
        answer = {"status": "down", "database": "down", "redis": redis_state()}
        return JsonResponse(answer, status=503, headers={"Retry-After": RETRY_AFTER})
    doorbell = redis_state()
    fine = doorbell == "up" and age < OUTBOX_LIMIT
    status = "ready" if fine else "degraded"
    return JsonResponse(
        {"status": status, "database": "up", "redis": doorbell, "outbox_age": round(age, 1)}
    )


def outbox_age(now: datetime) -> float:
    """For how many seconds the oldest due delivery has been waiting for a worker."""
    oldest = Delivery.objects.due(now).aggregate(oldest=Min("due_at"))["oldest"]
    return (now - oldest).total_seconds() if oldest else 0.0


def redis_state() -> str:
    try:
        return "up" if redis.ping() else "down"
    except RedisError:
        return "down"
