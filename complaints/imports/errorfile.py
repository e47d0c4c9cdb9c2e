"""Refused rows as a file: reasons first, then the row as it was, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from complaints.domain.import_rows import TOO_LONG
from complaints.imports.limits import CHUNK
from complaints.imports.protection import needs_protection, protected
from complaints.imports.receiving import row_of
from complaints.imports.words import row_messages
from complaints.models import ImportJob

BOM = "\ufeff"  # tells Excel that this is UTF-8
EXCEL_CELL = 32_767  # characters a cell of a workbook may have


def rows(job: ImportJob) -> Iterator[list[str]]:
    """The header and every refused row whose cells are still kept, in the language in force now:
    by the time a server streams them it may be another one.

    The number in the second name is how the mended file is known when it comes back.
    """
    language = get_language()
    return _spoken(_rows(job), language) if language else _rows(job)


def _spoken(rows: Iterator[list[str]], language: str) -> Iterator[list[str]]:
    while True:
        with override(language):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _rows(job: ImportJob) -> Iterator[list[str]]:
    place = _("Row in import")  # not within the f-string, where nobody finds it to translate
    yield [_("Reasons"), f"{place} #{job.pk}", *job.options["header"]]
    for problem in job.problems.exclude(cells=None).order_by("row").iterator(500):
        cells = row_of(problem).row.cells
        yield [row_messages(problem.errors), str(problem.row), *map(_shown, cells)]


def _shown(cell: str) -> str:
    """Bytes that fit no encoding can't be written as text either."""
    return cell.encode("utf-8", "replace").decode()


def csv_pieces(job: ImportJob) -> Iterator[str]:
    """The file as CSV, UTF-8 with its mark, piece by piece."""
    return _csv(rows(job))


def _csv(rows: Iterator[list[str]]) -> Iterator[str]:
    yield BOM
    for row in rows:
        buffer = io.StringIO()
        reasons, number, *cells = row
        csv.writer(buffer).writerow([protected(reasons), number, *map(protected, cells)])
        yield buffer.getvalue()


def xlsx_pieces(job: ImportJob) -> Iterator[bytes]:
    """The workbook piece by piece; nothing is written before the first one is asked for."""
    return _xlsx(rows(job))


def _xlsx(rows: Iterator[list[str]]) -> Iterator[bytes]:
    with TemporaryFile() as file:
        _write_xlsx(rows, file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _write_xlsx(rows: Iterator[list[str]], target: IO[bytes]) -> None:
    """The file as a workbook in which every cell is text.

    A text too long for a cell is left out with a mark that is refused when the file comes back;
    the CSV has it whole.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write_string(y, x, _fitting(cell), text if needs_protection(cell) else None)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= EXCEL_CELL else TOO_LONG


def write(job: ImportJob, path: Path) -> None:
    """Write the file where a command was told to, readable by its owner alone."""
    path.touch(mode=0o600)
    if path.suffix == ".xlsx":
        with path.open("wb") as file:
            _write_xlsx(rows(job), file)
    else:
        with path.open("w", encoding="utf-8", newline="") as text:
            text.writelines(csv_pieces(job))
