"""Where the rows of a job come from: its file, or the rows with errors of an earlier turn."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from complaints.domain.import_rows import Row
from complaints.imports.errors import FileError
from complaints.imports.identity import Identity
from complaints.imports.protection import unprotected
from complaints.imports.receiving import Named, row_of
from complaints.imports.table import Table, open_table
from complaints.models import ImportJob

LEADING = 2  # columns an error file has before the original ones: reasons, original row


def table_of(job: ImportJob) -> Table:
    """The file of a job. Raises FileError, also when the file is no longer there."""
    path = Path(job.path) if job.path else None
    if path is None or not path.is_file():
        raise FileError("file_gone")
    return open_table(path, encoding=job.options.get("given_encoding", ""))


def rows_of(job: ImportJob) -> Iterator[Named]:
    """The rows that are still to be taken, each with its name."""
    if "rerun_after" in job.options:
        return _refused(job)
    return islice(named_rows(job, table_of(job).rows()), job.done_rows, None)


def _refused(job: ImportJob) -> Iterator[Named]:
    problems = job.problems.filter(row__gt=job.options["rerun_after"]).order_by("row")
    return (row_of(problem) for problem in problems.iterator(500))


def named_rows(job: ImportJob, rows: Iterable[Row]) -> Iterator[Named]:
    """Rows with their names. Those of a mended error file lose its leading columns, and are
    named as they would have been in the file they were refused from."""
    by_content = "received_at" in job.mapping
    if "parent" in job.options:
        yield from _mended_rows(job, rows, by_content)
        return
    identity = Identity(file=job.options["file"], by_content=by_content)
    for row in rows:
        yield Named(row, identity.of(row))


def _mended_rows(job: ImportJob, rows: Iterable[Row], by_content: bool) -> Iterator[Named]:
    """A row that was added, or one number that stands twice, is named after its own file: else it
    would be taken for a row that is there already."""
    first = Identity(file=job.options["named_after"], by_content=by_content)
    added = Identity(file=job.options["file"], by_content=False)
    seen: set[int | None] = {None}
    for row in rows:
        origin = _origin(row)
        bare = replace(row, cells=tuple(map(unprotected, row.cells[LEADING:])))
        if origin in seen and not by_content:
            yield Named(bare, added.of(row))
            continue
        seen.add(origin)
        yield Named(bare, first.of(replace(bare, number=origin or row.number)), origin)


def _origin(row: Row) -> int | None:
    cell = row.cells[1].strip() if len(row.cells) > 1 else ""
    return int(cell) if re.fullmatch(r"[0-9]{1,9}", cell) else None


def chunks(rows: Iterable[Named], size: int) -> Iterator[list[Named]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk
