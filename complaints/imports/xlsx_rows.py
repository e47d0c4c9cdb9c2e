"""Rows of the first sheet of a workbook, one at a time, every cell as text."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from complaints.domain.import_rows import NO_VALUE, Row
from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_CELL, MAX_COLUMNS
from complaints.imports.xlsx_package import Package, Xml
from complaints.imports.xlsx_parts import SharedTexts, date_styles, read_book, unescaped

ZERO_1900, ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone there
LAST_DAY = 2_958_465  # 9999-12-31
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Sheet:
    """Handlers for one sheet; rows that are complete wait in `ready`."""

    def __init__(self, package: Package) -> None:
        book = read_book(package)
        self.zero = ZERO_1904 if book.from_1904 else ZERO_1900
        self.dates, self.shared = date_styles(package), SharedTexts(package)
        self.ready: deque[Row] = deque()
        self.number = self.column = self.length = 0
        self.cells: dict[int, str] = {}
        self.kind = self.style = ""
        self.text: list[str] = []
        self.collect = self.formula = False
        self.xml = Xml(package, book.sheet)
        self.xml.handle(self._start, self._end)
        self.xml.parser.CharacterDataHandler = self._letters

    def rows(self) -> Iterator[Row]:
        for _ in self.xml.read():
            while self.ready:
                yield self.ready.popleft()

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self.number = int(values.get("r", self.number + 1))
            self.cells, self.column = {}, -1
        elif tag == "c":
            self.column = _column(values["r"]) if "r" in values else self.column + 1
            if self.column >= MAX_COLUMNS:
                raise FileError("too_many_columns", limit=MAX_COLUMNS, row=self.number)
            self.kind, self.style = values.get("t", "n"), values.get("s", "0")
            self.text, self.length, self.formula = [], 0, False
        elif tag in ("v", "t"):
            self.collect = True
        elif tag == "f":
            self.formula = True

    def _end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.collect = False
        elif tag == "c" and (self.text or self.formula):
            self.cells[self.column] = self._value("".join(self.text))
        elif tag == "row":
            self._finish()

    def _letters(self, letters: str) -> None:
        if self.collect:
            self.length += len(letters)
            if self.length > MAX_CELL:
                raise FileError("cell_too_long", limit=MAX_CELL, row=self.number)
            self.text.append(letters)

    def _finish(self) -> None:
        if any(cell.strip() for cell in self.cells.values()):
            last = max(self.cells)
            cells = tuple(self.cells.get(index, "") for index in range(last + 1))
            self.ready.append(Row(self.number, cells))

    def _value(self, raw: str) -> str:
        """Formula cells bring the value that was last computed; the formula itself is not read."""
        if not raw:
            return "" if self.kind == "str" else NO_VALUE
        if self.kind == "s":
            return self.shared.get(int(raw))
        if self.kind == "n":
            return self._number(raw)
        if self.kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        return unescaped(raw)

    def _number(self, raw: str) -> str:
        value = float(raw)
        if int(self.style) in self.dates and 0 <= value <= LAST_DAY:
            moment = self.zero + timedelta(seconds=round(value * 86_400))
            return moment.isoformat(" ")
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else raw


def _column(place: str) -> int:
    match = PLACE.fullmatch(place)
    if not match:
        raise FileError("broken_workbook")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_xlsx(path: Path) -> Iterator[Row]:
    """Every row of the first visible sheet that holds anything, the header first.

    Short rows are filled up to the header's width: a sheet does not store empty cells.
    """
    package = Package(path)
    try:
        width = 0
        for row in Sheet(package).rows():
            width = width or len(row.cells)
            yield Row(row.number, row.cells + ("",) * (width - len(row.cells)))
    except (ValueError, OverflowError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError("broken_workbook") from error  # a number that is none
    finally:
        package.close()
