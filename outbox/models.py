"""Facts on their way, and who must still hear of them."""

import json
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(seconds=120)  # a worker that is silent this long is taken for dead
BACK_OFF = (2, 10, 60, 300, 1800)  # seconds before the next try; after the last one it has failed

CLAIM = """
WITH first AS (
    SELECT priority FROM outbox_delivery
    WHERE subscriber = %(subscriber)s AND status = 'pending' AND due_at <= %(now)s
    ORDER BY priority LIMIT 1
), taken AS (
    SELECT id FROM outbox_delivery
    WHERE subscriber = %(subscriber)s AND status = 'pending' AND due_at <= %(now)s
      AND priority = (SELECT priority FROM first)
    ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE outbox_delivery AS mine SET due_at = %(lease_end)s, attempts = attempts + 1
FROM taken, outbox_outboxevent AS fact WHERE mine.id = taken.id AND fact.id = mine.event_id
RETURNING mine.id, mine.priority, mine.attempts, fact.id, fact.kind, fact.payload
"""


class OutboxEvent(models.Model):
    """One fact, written in the transaction that made it true."""

    kind = models.CharField(_("kind"), max_length=60)
    payload = models.JSONField(_("payload"))
    created_at = models.DateTimeField(_("created at"), db_index=True)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"{self.kind} {self.payload}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The questions we ask about deliveries."""

    def pending(self) -> Self:
        return self.filter(status=Delivery.PENDING)

    def failed(self) -> Self:
        return self.filter(status=Delivery.FAILED)

    def due(self, now: datetime) -> Self:
        return self.pending().filter(due_at__lte=now)

    def claim(self, subscriber: str, *, limit: int, now: datetime) -> list["Delivery"]:
        """Take up to `limit` due deliveries for the length of the lease; live ones before bulk.

        The lease is `due_at` itself: whoever dies holding it is overtaken when it runs out.
        """
        values: dict[str, Any] = {"subscriber": subscriber, "limit": limit, "now": now}
        values["lease_end"] = now + LEASE
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, values)
            rows = cursor.fetchall()
        return [_claimed(subscriber, now + LEASE, *row) for row in sorted(rows)]


def _claimed(
    subscriber: str, due_at: datetime, pk: int, priority: int, attempts: int, *fact: Any
) -> "Delivery":
    event_id, kind, payload = fact
    return Delivery(
        pk=pk,
        event=OutboxEvent(pk=event_id, kind=kind, payload=json.loads(payload)),
        subscriber=subscriber,
        priority=priority,
        attempts=attempts,
        due_at=due_at,
    )


class Delivery(models.Model):
    """One subscriber that must hear of one fact."""

    PENDING, DONE, FAILED = "pending", "done", "failed"
    STATUS = ((PENDING, _("pending")), (DONE, _("done")), (FAILED, _("failed")))
    LIVE, BULK = 0, 1

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(_("subscriber"), max_length=60)
    priority = models.SmallIntegerField(_("priority"), default=LIVE)
    status = models.CharField(_("status"), max_length=8, choices=STATUS, default=PENDING)
    attempts = models.SmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "subscriber"], name="one_delivery_per_fact_and_subscriber"
            )
        ]
        indexes = [
            models.Index(
                fields=["subscriber", "priority", "due_at", "id"],
                condition=models.Q(status="pending"),
                name="delivery_pending",
            ),
            models.Index(
                fields=["subscriber", "id"],
                condition=models.Q(status="failed"),
                name="delivery_failed",
            ),
            models.Index(
                fields=["finished_at"], condition=models.Q(status="done"), name="delivery_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} ← {self.event_id}"
