from celery import shared_task
from django.utils import timezone

from complaints.imports import doorbell, files, running
from complaints.services import clocks, promises

PATIENCE = 45  # seconds a worker stays with one import before others have their turn


@shared_task
def advance_clocks() -> None:
    while clocks.advance_clocks(timezone.now()):
        pass


@shared_task
def notice_breaches() -> None:
    while promises.notice_breaches(timezone.now()):
        pass


@shared_task
def run_import(job_id: int) -> None:
    if not running.run_import(job_id, patience=PATIENCE):
        doorbell.ring_for(job_id)


@shared_task
def resume_imports() -> None:
    doorbell.ring_for_abandoned()


@shared_task
def purge_imports() -> None:
    files.purge_imports(timezone.now())
