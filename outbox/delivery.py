"""Hand batches of facts to subscribers: at least once, unordered, never lost."""

import logging
import traceback
from datetime import timedelta
from math import inf
from time import monotonic

from django.db import transaction
from django.utils import timezone

from outbox.models import BACK_OFF, Delivery
from outbox.registry import Subscriber, subscribers
from outbox.services import priority

logger = logging.getLogger(__name__)
SUSPECT = 2  # claims after which a delivery is handed over alone
MOST_CLAIMS = len(BACK_OFF) + 1


def drain(name: str, *, batches: int = 20, seconds: float = inf) -> int:
    """Work off up to `batches` batches of one subscriber; returns how many deliveries were handled.

    No batch is begun after `seconds`. Raises KeyError for a subscriber that does not exist.
    """
    subscriber, handled, end = subscribers[name], 0, monotonic() + seconds
    for _ in range(batches):
        batch = Delivery.objects.claim(name, limit=subscriber.batch, now=timezone.now())
        if not batch:
            break
        hand_over(subscriber, batch)
        handled += len(batch)
        if monotonic() > end:
            break
    return handled


def hand_over(subscriber: Subscriber, batch: list[Delivery]) -> None:
    """Give the whole batch at once; if that fails, one by one: the poisonous row fails alone.

    What was claimed again and again without an answer has killed its workers: it is handed over
    alone, and given up in the end, so that it can't take its neighbours with it for ever.
    """
    suspects = [delivery for delivery in batch if delivery.attempts > SUSPECT]
    fresh = [delivery for delivery in batch if delivery.attempts <= SUSPECT]
    if (len(fresh) > 1 and not _handled(subscriber, fresh)) or len(fresh) == 1:
        suspects += fresh
    for delivery in suspects:
        if delivery.attempts > MOST_CLAIMS:
            _fail(delivery, TimeoutError("no worker has come back from this delivery"))
        else:
            _handled(subscriber, [delivery])


def _handled(subscriber: Subscriber, batch: list[Delivery]) -> bool:
    try:
        facts = [subscriber.fact.from_payload(delivery.event.payload) for delivery in batch]
        # Handling and finishing commit together: a worker killed in between leaves neither.
        with transaction.atomic(), priority(batch[0].priority):
            subscriber.handle(facts)
            _finish(batch)
    except Exception as error:  # the one broad except: failing must not stop the others
        if len(batch) == 1:
            _fail(batch[0], error)
        logger.exception("%s failed on %d facts", subscriber.name, len(batch))
        return False
    return True


def _finish(batch: list[Delivery]) -> None:
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in batch]).update(
        status=Delivery.DONE, finished_at=timezone.now(), error=""
    )


def _fail(delivery: Delivery, error: Exception) -> None:
    exhausted = delivery.attempts >= MOST_CLAIMS
    delivery.status = Delivery.FAILED if exhausted else Delivery.PENDING
    wait = BACK_OFF[min(delivery.attempts, len(BACK_OFF)) - 1]
    delivery.due_at = timezone.now() + timedelta(seconds=wait)
    delivery.error = "".join(traceback.format_exception(error))[-4000:]
    delivery.save(update_fields=["status", "due_at", "error"])
