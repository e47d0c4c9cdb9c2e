"""A file as a table: what kind it is, its header, and its rows as a stream."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from complaints.domain.import_columns import looks_like_data
from complaints.domain.import_rows import Row
from complaints.imports.csv_rows import read_csv
from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_COLUMNS, MAX_ROWS, SAMPLE_ROWS
from complaints.imports.text import detect_encoding, lines
from complaints.imports.xlsx_rows import read_xlsx

ZIP_MAGIC = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a file after its first rows were read."""

    path: Path
    encoding: str  # empty for a workbook
    header: tuple[str, ...]
    sample: tuple[Row, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """What to call the columns; one without a name is called by its number."""
        return [name.strip() or f"#{index}" for index, name in enumerate(self.header, start=1)]

    def rows(self) -> Iterator[Row]:
        """All rows below the header, one at a time. Raises FileError beyond the limits."""
        for count, row in enumerate(islice(_rows(self.path, self.encoding), 1, None), start=1):
            if count > MAX_ROWS:
                raise FileError("too_many_rows", limit=MAX_ROWS)
            yield row


def open_table(path: Path, *, encoding: str = "") -> Table:
    """Look at a file: its kind by its first bytes, its encoding, its header, its first rows.

    A given encoding is believed: bytes that don't fit it spoil only their row. Raises FileError.
    """
    encoding = "" if is_workbook(path) else _known(encoding) or detect_encoding(path)
    rows = list(islice(_rows(path, encoding), SAMPLE_ROWS + 1))
    if not rows:
        raise FileError("empty")
    header, *sample = rows
    if header.broken:
        raise FileError("broken_header")
    if len(header.cells) > MAX_COLUMNS:
        raise FileError("too_many_columns", limit=MAX_COLUMNS, row=header.number)
    if looks_like_data(header.cells):
        raise FileError("no_header")
    if not sample:
        raise FileError("no_rows")
    return Table(path, encoding, header.cells, tuple(sample))


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name if encoding else ""
    except LookupError as error:
        raise FileError("unknown_encoding", encoding=encoding) from error


def is_workbook(path: Path) -> bool:
    """Whether this is an .xlsx, whatever its name says. Raises FileError for an old .xls."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLD_EXCEL:
        raise FileError("old_excel")
    return start.startswith(ZIP_MAGIC)


def _rows(path: Path, encoding: str) -> Iterator[Row]:
    return read_csv(lines(path, encoding)) if encoding else read_xlsx(path)
