from celery import shared_task
from django.utils import timezone

from profiling import services


@shared_task
def refresh_stale() -> None:
    while services.refresh_stale(timezone.now()):
        pass
