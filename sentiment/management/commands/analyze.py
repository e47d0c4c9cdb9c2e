"""Read texts from a file or a pipe and print one JSON object per line."""

import csv
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from sentiment.engine import ModelError, read

BATCH = 256
MOST_FIELD = 16_777_216  # characters of one CSV field


class Command(BaseCommand):
    """A filter: texts in, readings out, order kept, in batches."""

    help = "Read texts, one per line, from FILE or standard input; print one JSON object per line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a file, or - for standard input")
        parser.add_argument("--csv", metavar="COLUMN", help="the input is CSV; read this column")

    def handle(self, *, file: str, csv: str | None = None, **options: Any) -> None:
        try:
            with _opened(file) as lines:
                for batch in _batches(_column(lines, csv) if csv else _lines(lines)):
                    self._write(batch)
        except BrokenPipeError:
            sys.stderr.close()  # the reader has seen enough, as `head` does
        except ModelError as error:
            raise CommandError(str(error)) from error

    def _write(self, texts: list[str]) -> None:
        for reading in read(texts):
            self.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=False))
        self.stdout.flush()


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield lines
    except OSError as error:
        raise CommandError(f"Cannot read {name}: {error.strerror}.") from error


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.rstrip("\r\n")


def _column(lines: Iterable[str], column: str) -> Iterator[str]:
    csv.field_size_limit(MOST_FIELD)
    rows = csv.DictReader(lines)
    if column not in (rows.fieldnames or ()):
        raise CommandError(f"No column {column!r}; there are: {', '.join(rows.fieldnames or ())}.")
    for row in rows:
        yield row[column] or ""


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    source = iter(texts)
    while batch := list(islice(source, BATCH)):
        yield batch
