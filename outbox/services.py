"""Publish a fact, ring the doorbell, keep house."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from outbox.copying import copy_in, copy_rows, take_ids
from outbox.doorbell import ring
from outbox.models import Delivery, DeliveryQuerySet, OutboxEvent
from outbox.registry import Fact, listeners

KEPT = timedelta(days=3)  # finished facts are kept this long to answer "how far is it?"

_priority: ContextVar[int] = ContextVar("outbox_priority", default=Delivery.LIVE)


@contextmanager
def priority(value: int) -> Iterator[None]:
    """Facts published inside carry this priority; bulk work lets live work overtake it."""
    token = _priority.set(value)
    try:
        yield
    finally:
        _priority.reset(token)


def publish(*facts: Fact) -> None:
    """Write facts and one delivery per subscriber; after commit, ring for them.

    Raises RuntimeError outside a transaction: a fact must stand or fall with what made it true.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("publish() needs a transaction")
    heard = [(fact, names) for fact in facts if (names := listeners(type(fact)))]
    if not heard:
        return
    now = timezone.now()
    ids = take_ids(OutboxEvent, len(heard))
    events = [
        (pk, type(f).__name__, f.payload(), now) for pk, (f, _) in zip(ids, heard, strict=True)
    ]
    copy_rows(OutboxEvent, ("id", "kind", "payload", "created_at"), events)
    copy_in(_deliveries(ids, [names for _, names in heard], now))
    for name in {subscriber.name for _, names in heard for subscriber in names}:
        transaction.on_commit(partial(ring, name))


def _deliveries(events: Iterable[int], names: Iterable, now: datetime) -> list[Delivery]:
    return [
        Delivery(event_id=event, subscriber=subscriber.name, priority=_priority.get(), due_at=now)
        for event, subscribers in zip(events, names, strict=True)
        for subscriber in subscribers
    ]


def retry(deliveries: DeliveryQuerySet) -> int:
    """Put failed deliveries back in line, due now; returns how many."""
    names = set(deliveries.failed().values_list("subscriber", flat=True))
    count = deliveries.failed().update(
        status=Delivery.PENDING, attempts=0, due_at=timezone.now(), error=""
    )
    for name in names:
        ring(name)
    return count


def purge() -> int:
    """Forget facts that everybody heard long ago; returns how many deliveries went."""
    before = timezone.now() - KEPT
    count, _ = Delivery.objects.filter(status=Delivery.DONE, finished_at__lt=before).delete()
    unheard = OutboxEvent.objects.filter(created_at__lt=before, deliveries=None)
    unheard._raw_delete(unheard.db)
    return count
