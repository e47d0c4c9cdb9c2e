"""Publish a fact, ring the doorbell, keep house."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from outbox.doorbell import ring
from outbox.models import Delivery, DeliveryQuerySet, OutboxEvent
from outbox.registry import Fact, listeners

KEPT = timedelta(days=3)  # finished facts are kept this long to answer "how far is it?"

WRITE = """
WITH fact AS (
    INSERT INTO outbox_outboxevent (kind, payload, created_at)
    SELECT kind, payload, %(now)s
    FROM unnest(%(kinds)s::text[], %(payloads)s::jsonb[]) WITH ORDINALITY AS f(kind, payload, n)
    ORDER BY n RETURNING id, kind
)
INSERT INTO outbox_delivery (event_id, subscriber, priority, status, attempts, due_at, error)
SELECT fact.id, heard.name, %(priority)s, 'pending', 0, %(now)s, ''
FROM fact JOIN unnest(%(heard)s::text[], %(names)s::text[]) AS heard(kind, name) USING (kind)
ORDER BY fact.id
"""

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
    names = {type(fact): [each.name for each in listeners(type(fact))] for fact in facts}
    heard = [fact for fact in facts if names[type(fact)]]
    if not heard:
        return
    _write(heard, names)
    for name in {name for kind in names.values() for name in kind}:
        transaction.on_commit(partial(ring, name))


def _write(facts: Sequence[Fact], names: dict[type[Fact], list[str]]) -> None:
    """All in one statement: this runs once per contact and stage."""
    pairs = [(kind.__name__, name) for kind, heard in names.items() for name in heard]
    values: dict[str, Any] = {
        "kinds": [type(fact).__name__ for fact in facts],
        "payloads": [json.dumps(fact.payload()) for fact in facts],
        "heard": [kind for kind, _ in pairs],
        "names": [name for _, name in pairs],
        "priority": _priority.get(),
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)


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
