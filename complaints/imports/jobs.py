"""What people do with an import: bring a file, say what its columns are, start it, run it again."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints.domain.import_columns import FIELDS, guess_columns
from complaints.domain.import_rows import Checked, check_row
from complaints.imports.errors import FileError
from complaints.imports.files import keep_upload
from complaints.imports.recipes import recipe_of
from complaints.imports.sources import LEADING, named_rows, table_of
from complaints.imports.table import Table, open_table
from complaints.imports.text import fingerprint
from complaints.models import ImportJob
from complaints.services.codes import codes_in_force

SOURCE = "import"


class MappingError(ValueError):
    """These columns can't be read like that: a stable code and the column or field it is about."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code, value)
        self.code, self.value = code, value


def create_job(path: Path, *, name: str, author: User, encoding: str = "") -> ImportJob:
    """Look at a file and note it as a job with guessed columns. Raises FileError.

    A mended error file is known by its header; it is read like the import it came from.
    """
    table = open_table(path, encoding=encoding)
    parent = parent_of(table.names, author)
    file = {"file": fingerprint(path), "encoding": table.encoding, "given_encoding": encoding}
    return ImportJob.objects.create(
        author=author,
        name=name[:200],
        path=str(path),
        size=path.stat().st_size,
        mapping=parent.mapping if parent else _guessed(table),
        options=_inherited(parent) | file if parent else _own(table) | file,
    )


def bring(pieces: Iterable[bytes], *, name: str, author: User, encoding: str = "") -> ImportJob:
    """Keep an upload and note it as a job; nothing is kept of a file that is refused.

    Raises FileError.
    """
    path = keep_upload(pieces)
    try:
        return create_job(path, name=name, author=author, encoding=encoding)
    except FileError:
        path.unlink()
        raise


def _guessed(table: Table) -> dict[str, int]:
    return guess_columns(table.header, [row.cells for row in table.sample])


def _own(table: Table) -> dict[str, Any]:
    return {"header": table.names, "source": SOURCE}


def _inherited(parent: ImportJob) -> dict[str, Any]:
    first = parent.options.get("named_after", parent.options["file"])
    return parent.options | {"parent": parent.pk, "named_after": first}


def parent_of(names: list[str], author: User) -> ImportJob | None:
    """The import whose error file this is, by the number in its second column's name."""
    match = re.fullmatch(r".+ #([0-9]{1,9})", names[1]) if len(names) > LEADING else None
    if match is None:
        return None
    job = ImportJob.objects.visible_to(author).filter(pk=match[1]).first()
    return job if job and job.options["header"] == names[LEADING:] else None


def configure(job: ImportJob, *, columns: Mapping[str, int], **options: Any) -> None:
    """Say which column is what, and what holds for all rows (channel, business_line,
    received_at, source).

    Raises MappingError when the text or the channel of a row can't be known, when a column does
    not exist or serves twice, or when the job has begun.
    """
    if job.status != ImportJob.UPLOADED:
        raise MappingError("begun")
    _check_columns(columns, len(job.options["header"]))
    job.mapping = dict(columns)
    job.options = job.options | options
    _check_defaults(job)
    job.save(update_fields=["mapping", "options"])


def _check_columns(columns: Mapping[str, int], width: int) -> None:
    unknown = [field for field in columns if field not in FIELDS]
    if unknown:
        raise MappingError("unknown_field", unknown[0])
    outside = [index for index in columns.values() if not 0 <= index < width]
    if outside:
        raise MappingError("no_such_column", str(outside[0] + 1))
    if "text" not in columns:
        raise MappingError("no_text")
    twice = [index for index in columns.values() if list(columns.values()).count(index) > 1]
    if twice:
        raise MappingError("column_twice", str(twice[0] + 1))


def _check_defaults(job: ImportJob) -> None:
    codes = codes_in_force()
    channel, line = job.options.get("channel", ""), job.options.get("business_line", "")
    if "channel" not in job.mapping and not channel:
        raise MappingError("no_channel")
    if channel and channel not in codes.channels:
        raise MappingError("unknown_channel", channel)
    if line and line not in codes.business_lines:
        raise MappingError("unknown_business_line", line)


def preview(job: ImportJob, *, now: datetime) -> list[Checked]:
    """The first rows as they would be received, each with all that is wrong with it."""
    recipe, codes = recipe_of(job, now=now), codes_in_force()
    rows = named_rows(job, table_of(job).sample)
    return [check_row(named.row, recipe, codes, now) for named in rows]


def resumed(job: ImportJob) -> ImportJob:
    """The job that was cut off over the same file, read the same way; or else this new one."""
    cut_off = ImportJob.objects.filter(
        author=job.author,
        status__in=(ImportJob.RUNNING, ImportJob.FAILED),
        mapping=job.mapping,
        options=job.options,
    ).last()
    if cut_off is None:
        return job
    cut_off.path = job.path
    cut_off.save(update_fields=["path"])
    job.delete()
    return cut_off


@transaction.atomic
def start(job: ImportJob) -> ImportJob:
    """Let a mapped job run, from `done_rows` on. Starting twice is harmless."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.status in (ImportJob.UPLOADED, ImportJob.FAILED):
        _check_columns(job.mapping, len(job.options["header"]))
        _check_defaults(job)
        _set_running(job)
    return job


@transaction.atomic
def rerun_failed(job: ImportJob) -> ImportJob:
    """Try the rows with errors once more, after the reason was mended in the reference data."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.status == ImportJob.DONE and job.problems.exists():
        job.options = job.options | {"rerun_after": 0}
        _set_running(job)
    return job


def _set_running(job: ImportJob) -> None:
    job.status, job.error, job.finished_at = ImportJob.RUNNING, "", None
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["status", "error", "options", "started_at", "finished_at"])
