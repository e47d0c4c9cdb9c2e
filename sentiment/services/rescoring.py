"""Read again what was read before, batch by batch, behind everything that is live.

A batch and the mark of how far we are commit together: a killed worker loses nothing and repeats
nothing. What has not changed is told to nobody, so portraits, risk and alerts stay quiet.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from complaints.models import Contact
from outbox.alone import RESCORING, alone, run_by_nobody
from outbox.live import announce
from outbox.models import Delivery
from outbox.services import priority
from sentiment.models import RescoreJob
from sentiment.services.engines import current_engine
from sentiment.services.reading import read_contacts

BATCH = 1000
LIVE = "language"
READERS = ("sentiment.read",)  # live work that goes before


class AlreadyRunningError(ValueError):
    """One re-reading at a time."""


@transaction.atomic
def start(*, by: User, since: datetime | None = None, outdated: bool = False) -> RescoreJob:
    """Begin to read again all contacts, or those since a time, or read by an older engine.

    Raises AlreadyRunningError while another run is not finished.
    """
    if RescoreJob.objects.filter(status__in=RescoreJob.UNFINISHED).exists():
        raise AlreadyRunningError
    asked = {"since": since.isoformat() if since else None, "outdated": outdated}
    job = RescoreJob(by=by, asked=asked, engine=_engine_name(), before_id=0, total=0)
    rows = contacts_of(job)
    job.before_id = (rows.aggregate(most=Max("pk"))["most"] or 0) + 1
    job.total = rows.count()
    job.save()
    announce(LIVE, [job.pk])
    return job


def contacts_of(job: RescoreJob) -> QuerySet[Contact]:
    """The contacts this job is about, read or not."""
    rows = Contact.objects.all()
    if since := job.since():
        rows = rows.filter(occurred_at__gte=since)
    if job.asked.get("outdated"):
        rows = rows.filter(~Q(reading__engine_version=job.engine) | Q(reading=None))
    return rows


def _engine_name() -> str:
    return current_engine().read([""])[0].engine_version


def pause(job_id: int) -> None:
    """Let it rest after the batch at hand."""
    _move(job_id, RescoreJob.RUNNING, RescoreJob.PAUSED)


def resume(job_id: int) -> None:
    _move(job_id, RescoreJob.PAUSED, RescoreJob.RUNNING)


@transaction.atomic
def end(job_id: int) -> None:
    """Leave it as far as it came."""
    rows = RescoreJob.objects.filter(pk=job_id, status__in=RescoreJob.UNFINISHED)
    rows.update(status=RescoreJob.ENDED, finished_at=timezone.now())
    announce(LIVE, [job_id])


@transaction.atomic
def _move(job_id: int, before: str, after: str) -> None:
    RescoreJob.objects.filter(pk=job_id, status=before).update(status=after)
    announce(LIVE, [job_id])


def run(job_id: int, *, patience: float = float("inf")) -> bool:
    """Read batches until none is left, `patience` seconds have passed or live work waits.

    Returns whether nothing is left to do. While another process runs the job, nothing is done.
    """
    end_at = time.monotonic() + patience
    with alone(RESCORING, job_id) as free:
        while free and _batch(job_id):
            if time.monotonic() > end_at or _live_waits():
                return False
    return True


@transaction.atomic
def _batch(job_id: int) -> bool:
    """Read one batch; whether there was one."""
    began = time.monotonic()
    job = RescoreJob.objects.select_for_update().get(pk=job_id)
    if job.status != RescoreJob.RUNNING:
        return False
    ids = _next_ids(job)
    if not ids:
        job.status, job.finished_at = RescoreJob.DONE, timezone.now()
        job.save(update_fields=["status", "finished_at"])
        announce(LIVE, [job.pk])
        return False
    with priority(Delivery.BULK):
        job.changed += read_contacts(ids, again=True)
    job.before_id, job.done = ids[-1], job.done + len(ids)
    job.seconds += time.monotonic() - began
    job.save(update_fields=["before_id", "done", "changed", "seconds"])
    announce(LIVE, [job.pk])
    return True


def _next_ids(job: RescoreJob) -> Sequence[int]:
    rows = contacts_of(job).filter(pk__lt=job.before_id).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _live_waits() -> bool:
    live = Delivery.objects.due(timezone.now()).filter(priority=Delivery.LIVE)
    return live.filter(subscriber__in=READERS).exists()


def abandoned() -> list[int]:
    """Jobs that should be running and that no process runs."""
    running = RescoreJob.objects.filter(status=RescoreJob.RUNNING)
    return run_by_nobody(RESCORING, running.values_list("pk", flat=True))
