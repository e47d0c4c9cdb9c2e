"""Tasks are three lines: a name in, a service called, nothing out."""

from math import inf
from time import monotonic, sleep

from celery import shared_task
from django.utils import timezone

from outbox import delivery, doorbell, services
from outbox.models import Delivery

SOON = 0.2  # seconds; a bell that rings again this soon will have more to come at once
GATHER = 0.04  # seconds; a batch of three costs hardly more than a batch of one
TURN = 2.0  # seconds; a mountain of bulk work must not keep a worker from others' live work

_answered: dict[str, float] = {}  # when this process last worked for a subscriber


@shared_task
def drain(name: str) -> None:
    """Answer the bell of one subscriber; ring on if there is more than one turn's work.

    In a steady stream it first waits a moment for company. The bell stays pressed meanwhile, so
    that what comes then needs no task of its own; a lone contact is never kept waiting.
    """
    if monotonic() - _answered.get(name, -inf) < SOON:
        sleep(GATHER)
    doorbell.answer(name)
    handled = delivery.drain(name, seconds=TURN)
    _answered[name] = monotonic()
    if handled and Delivery.objects.due(timezone.now()).filter(subscriber=name).exists():
        doorbell.ring(name)


@shared_task
def sweep() -> None:
    """Ring for whatever is due: what a lost message, an emptied Redis or a killed worker left."""
    for name in (
        Delivery.objects.due(timezone.now()).values_list("subscriber", flat=True).distinct()
    ):
        doorbell.ring(name)


@shared_task
def purge() -> None:
    services.purge()
