"""Wait until everybody has heard of what is new: read, profiled, judged, warned."""

import time
from collections.abc import Callable

from django.utils import timezone

from outbox.delivery import drain
from outbox.models import Delivery
from outbox.registry import subscribers

PAUSE = 0.5  # seconds between two looks while workers hold the rest


def waiting() -> int:
    """Bulk deliveries still to be heard; those that have failed before wait for their next try."""
    return Delivery.objects.pending().filter(priority=Delivery.BULK, error="").count()


def work_off(tell: Callable[[int], None]) -> None:
    """Help the workers, or do their work if there are none, until no bulk delivery waits.

    `tell` hears after every batch how many are left. Live work goes first, here as in a worker.
    """
    left = waiting()
    while left:
        tell(left)
        if not sum(drain(name, batches=1) for name in subscribers):
            time.sleep(PAUSE)
        left = waiting()
    tell(0)


def troubled() -> int:
    """Bulk deliveries that failed at least once: tried again later, or given up."""
    now = timezone.now()
    failed = Delivery.objects.failed().filter(priority=Delivery.BULK)
    again = Delivery.objects.pending().filter(priority=Delivery.BULK, due_at__gt=now)
    return failed.count() + again.exclude(error="").count()
