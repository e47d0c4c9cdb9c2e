"""Tasks are three lines: a service called, nothing out. The schedule stands in the settings."""

from celery import shared_task
from django.utils import timezone

from alerts.services import ladders, notices, phrases, surges

PHRASES_EVERY = 10  # minutes; a cluster of a day needs no more


@shared_task
def climb_ladders() -> None:
    ladders.climb_ladders()


@shared_task
def send_notices() -> None:
    notices.send_notices()


@shared_task
def watch_surges() -> None:
    """Numbers every minute, words every ten."""
    surges.watch_surges()
    if timezone.now().minute % PHRASES_EVERY == 0:
        phrases.watch_phrases()
