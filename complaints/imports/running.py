"""Run a job. A chunk and the mark of how far we are commit together, so that a killed run goes on
exactly where it was."""

import json
import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from complaints.imports.errors import FileError
from complaints.imports.files import forget_file
from complaints.imports.receiving import Desk, Named, Outcome, desk_for, problem_of, receive_rows
from complaints.imports.sources import chunks, rows_of, table_of
from complaints.models import ImportJob, ImportProblem
from outbox.alone import IMPORTS, alone, run_by_nobody
from outbox.live import announce

CHUNK_ROWS = 500
type_of_listener = Callable[[ImportJob], None]


def run_import(
    job_id: int, *, patience: float = float("inf"), tell: type_of_listener = lambda job: None
) -> bool:
    """Take rows until none is left or `patience` seconds have passed; whether none is left.

    `tell` hears of the job after every chunk. While another process runs the job, nothing is
    done. A file that turns out to be broken fails the job with its reason; what was taken stays.
    """
    deadline = time.monotonic() + patience
    with alone(IMPORTS, job_id) as free:
        job = ImportJob.objects.select_related("author__department").get(pk=job_id)
        if not free or job.status != ImportJob.RUNNING:
            return True
        try:
            finished = _take_until(job, deadline, tell)
        except FileError as error:
            _end(job, ImportJob.FAILED, error=json.dumps({"code": error.code, **error.values}))
            return True
        if finished:
            _end(job, ImportJob.DONE)
            forget_file(job)
        return finished


def abandoned() -> list[int]:
    """Jobs that should be running and that no process runs."""
    running = ImportJob.objects.filter(status=ImportJob.RUNNING)
    return run_by_nobody(IMPORTS, running.values_list("pk", flat=True))


def _take_until(job: ImportJob, deadline: float, tell: type_of_listener) -> bool:
    if not job.total_rows:
        _count(job)
    tell(job)
    desk = desk_for(job)
    for chunk in chunks(rows_of(job), CHUNK_ROWS):
        if "rerun_after" in job.options:
            _take_again(job, desk, chunk)
        else:
            _take(job, desk, chunk)
        tell(job)
        if time.monotonic() > deadline:
            return False
    return True


def _count(job: ImportJob) -> None:
    """Read the file once to its end: a broken one is refused before anything is taken."""
    job.total_rows = sum(1 for _ in table_of(job).rows())
    job.save(update_fields=["total_rows"])
    announce("imports", [job.pk])


@transaction.atomic
def _take(job: ImportJob, desk: Desk, chunk: list[Named]) -> None:
    outcomes = receive_rows(desk, chunk)
    refused = [outcome for outcome in outcomes if outcome.problems]
    created = sum(outcome.created for outcome in outcomes)
    ImportProblem.objects.bulk_create([problem_of(job, outcome) for outcome in refused])
    job.done_rows += len(chunk)
    job.created_rows += created
    job.failed_rows += len(refused)
    job.known_rows += len(chunk) - created - len(refused)
    job.save(update_fields=["done_rows", "created_rows", "failed_rows", "known_rows"])
    _mended(job, [outcome for outcome in outcomes if not outcome.problems])
    announce("imports", [job.pk])


def _mended(job: ImportJob, good: list[Outcome]) -> None:
    """Rows of a mended error file are no longer missing in the import they were refused from."""
    origins = [outcome.named.origin for outcome in good if outcome.named.origin]
    if "parent" in job.options and origins:
        parent = ImportJob.objects.select_for_update().get(pk=job.options["parent"])
        gone, _ = parent.problems.filter(row__in=origins).delete()
        parent.failed_rows -= gone
        parent.save(update_fields=["failed_rows"])


@transaction.atomic
def _take_again(job: ImportJob, desk: Desk, chunk: list[Named]) -> None:
    outcomes = receive_rows(desk, chunk)
    good = [outcome.named.row.number for outcome in outcomes if not outcome.problems]
    created = sum(outcome.created for outcome in outcomes)
    job.problems.filter(row__in=good).delete()
    _renew(job, [outcome for outcome in outcomes if outcome.problems])
    job.options = job.options | {"rerun_after": chunk[-1].row.number}
    job.created_rows += created
    job.known_rows += len(good) - created
    job.failed_rows -= len(good)
    job.save(update_fields=["options", "created_rows", "known_rows", "failed_rows"])
    announce("imports", [job.pk])


def _renew(job: ImportJob, refused: list[Outcome]) -> None:
    """The reasons may be other ones by now."""
    for outcome in refused:
        fresh = problem_of(job, outcome)
        job.problems.filter(row=fresh.row).update(errors=fresh.errors)


def _end(job: ImportJob, status: str, *, error: str = "") -> None:
    job.status, job.error, job.finished_at = status, error, timezone.now()
    job.options = {key: value for key, value in job.options.items() if key != "rerun_after"}
    job.save(update_fields=["status", "error", "finished_at", "options"])
    announce("imports", [job.pk])
