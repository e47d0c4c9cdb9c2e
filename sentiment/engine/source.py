"""Texts from a file or a pipe: plain lines, JSON lines or one column of CSV, plain or gzipped."""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

STDIN = "-"
MOST_FIELD = 16_777_216  # characters of one CSV field
GZIP = b"\x1f\x8b"


class InputError(ValueError):
    """An input that cannot be read; the message names the place and says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts come from. `column` makes it CSV; else each line is JSON, or text if `plain`."""

    name: str = STDIN
    column: str | None = None
    plain: bool = False
    encoding: str = "utf-8-sig"

    def texts(self) -> Iterator[str]:
        """The texts in order, read as they are asked for; an empty line is an empty text.

        Raises: InputError for a missing file or column, or a line that cannot be read.
        """
        with _lines(self) as lines:
            if self.column is not None:
                yield from _of_column(lines, self.column)
            elif self.plain:
                yield from (line.rstrip("\r\n") for line in lines)
            else:
                yield from map(_of_json, lines, _numbers())

    def batches(self, size: int) -> Iterator[list[str]]:
        """The texts in lists of at most `size`."""
        texts = self.texts()
        while batch := list(islice(texts, size)):
            yield batch


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


@contextmanager
def _lines(source: Source) -> Iterator[Iterable[str]]:
    """Decoded lines; a line that is not in the encoding named is an InputError."""
    try:
        with _raw(source.name) as raw, _unpacked(raw) as plain:
            text = io.TextIOWrapper(plain, encoding=source.encoding, newline=_newline(source))
            try:
                yield text
            finally:
                text.detach()  # standard input stays open
    except LookupError:
        raise InputError(f"No encoding {source.encoding!r}.") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source.name} is not {source.encoding}: {error.reason} at byte {error.start} of a "
            "block. Name its encoding, for example --encoding gb18030."
        ) from error
    except (OSError, EOFError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"Cannot read {source.name}: {why}.") from error


def _newline(source: Source) -> str | None:
    return "" if source.column is not None else "\n"  # a CSV field may hold line ends


def _raw(name: str) -> Any:
    if name == STDIN:
        return nullcontext(_standard_input())
    return Path(name).open("rb")


def _standard_input() -> BinaryIO:
    """Standard input as bytes; under a test or an embedding program it may be text alone."""
    given: TextIO = sys.stdin
    buffer = getattr(given, "buffer", None)
    return buffer if buffer is not None else io.BytesIO(given.read().encode())


def _unpacked(raw: BinaryIO) -> Any:
    """The stream itself, or what is packed in it when it begins as gzip does."""
    stream = raw if hasattr(raw, "peek") else io.BufferedReader(raw)  # type: ignore[type-var]
    return gzip.open(stream) if stream.peek(2)[:2] == GZIP else nullcontext(stream)


def _of_column(lines: Iterable[str], column: str) -> Iterator[str]:
    csv.field_size_limit(MOST_FIELD)
    rows = csv.DictReader(lines)
    try:
        names = rows.fieldnames or ()
        if column not in names:
            raise InputError(f"No column {column!r}; there are: {', '.join(names)}.")
        for row in rows:
            yield row[column] or ""
    except csv.Error as error:
        raise InputError(f"Line {rows.line_num} of the CSV cannot be read: {error}.") from error


def _of_json(line: str, number: int) -> str:
    if not line.strip():
        return ""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError(
            f'Line {number} is not JSON ({error}); a line is "a text" or {{"text": "a text"}}.'
        ) from error
    if isinstance(value, dict) and "text" in value:
        value = value["text"]
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(
            f'Line {number} holds no text; a line is "a text" or {{"text": "a text"}}.'
        )
    return value


def run(source: Source, tell: Callable[[list[str]], None], *, size: int) -> None:
    """Hand the texts over in batches; the end of a reader such as `head` ends it quietly."""
    try:
        for batch in source.batches(size):
            tell(batch)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough, and Python must not complain at its end
