"""Rows of a CSV text, strictly: where quoting breaks, one row is refused and reading goes on."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from complaints.domain.import_rows import Row
from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_BROKEN, MAX_CELL, MAX_ROW_LINES

DELIMITERS = ",;\t|"
BROKEN = ("broken",)  # compared by identity
csv.field_size_limit(MAX_CELL)


class Lines:
    """Physical lines that remembers those of the current row, so that they can be read again."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.source, self.again, self.current = iter(lines), deque[str](), list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.current) >= MAX_ROW_LINES:
            raise csv.Error("a quote is not closed")
        line = self.again.popleft() if self.again else next(self.source)
        self.current.append(line)
        return line

    def begin_row(self) -> None:
        self.current.clear()

    def give_back_all_but_first(self) -> None:
        self.again.extendleft(reversed(self.current[1:]))
        del self.current[1:]

    def given_up(self) -> str:
        """What was read of a row that is refused, as it stands there."""
        return "".join(self.current).rstrip("\r\n")


def sniff_delimiter(line: str) -> str:
    """The delimiter that splits the header into most columns, quotes respected; comma at a tie."""
    return max(DELIMITERS, key=lambda mark: len(_split(line, mark)))


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def read_csv(lines: Iterable[str], delimiter: str = "") -> Iterator[Row]:
    """Every row that holds anything, the header (1) first; empty lines count but are left out.

    A row whose quoting is broken comes with `broken` set and its first line as its only cell. So
    do the leftovers of such a row: lines with an odd number of quotes before a sound one follows.
    """
    source = Lines(lines)
    if not delimiter:
        delimiter = _sniffed(source)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    number, width, faults, broken = 0, 0, 0, ""
    while cells := _sound_or_broken(reader, source):
        number += 1
        width = width or len(cells)
        if cells is BROKEN or (broken and _is_leftover(cells, width, source)):
            cells, broken, faults = (source.given_up(),), "broken_quotes", faults + 1
        else:
            broken = ""
        if faults > MAX_BROKEN:
            raise FileError("too_many_broken", limit=MAX_BROKEN, row=number)
        if any(cell.strip() for cell in cells):
            yield Row(number, cells, broken)


def _sound_or_broken(reader: Iterator[list[str]], source: Lines) -> tuple[str, ...]:
    """The cells of the next row, BROKEN if its quotes are; nothing at the end."""
    source.begin_row()
    try:
        return tuple(next(reader)) or ("",)
    except StopIteration:
        return ()
    except csv.Error:
        source.give_back_all_but_first()
        return BROKEN


def _is_leftover(cells: tuple[str, ...], width: int, source: Lines) -> bool:
    return len(cells) != width or "".join(source.current).count('"') % 2 == 1


def _sniffed(source: Lines) -> str:
    first = next((line for line in source if line.strip()), "")
    if not first:
        raise FileError("empty")
    source.again.extend(source.current)
    return sniff_delimiter(first)
