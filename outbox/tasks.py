"""Tasks are three lines: a name in, a service called, nothing out."""

from celery import shared_task
from django.utils import timezone

from outbox import delivery, doorbell, services
from outbox.models import Delivery

TURN = 2.0  # seconds; a mountain of bulk work must not keep a worker from others' live work


@shared_task
def drain(name: str) -> None:
    """Answer the bell of one subscriber; ring on if there is more than one turn's work."""
    doorbell.answer(name)
    if (
        delivery.drain(name, seconds=TURN)
        and Delivery.objects.due(timezone.now()).filter(subscriber=name).exists()
    ):
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
