from celery import shared_task
from django.utils import timezone

from complaints.services import clocks


@shared_task
def advance_clocks() -> None:
    while clocks.advance_clocks(timezone.now()):
        pass
