"""Read texts from a file or a pipe and print one JSON object per line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sentiment.engine import ModelError, read
from sentiment.engine.engine import BATCH_TEXTS
from sentiment.engine.source import STDIN, InputError, Source, run


class Command(BaseCommand):
    """A filter: texts in, readings out, order kept, in batches."""

    help = "Read texts, one per line, from FILE or standard input; print one JSON object per line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default=STDIN, help="a file, or - for standard input"
        )
        parser.add_argument(
            "--csv", "--column", dest="column", metavar="COLUMN",
            help="the input is CSV; read this column",
        )  # fmt: skip
        parser.add_argument("--jsonl", action="store_true", help="the input is JSON lines")
        parser.add_argument("--encoding", default="utf-8-sig", help="of the input; default: UTF-8")

    def handle(
        self, *, file: str, column: str | None, jsonl: bool, encoding: str, **_: Any
    ) -> None:
        source = Source(file, column, plain=not jsonl, encoding=encoding)
        try:
            run(source, self._write, size=BATCH_TEXTS)
        except (InputError, ModelError) as error:
            raise CommandError(str(error)) from error

    def _write(self, texts: list[str]) -> None:
        for reading in read(texts):
            self.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=False))
        self.stdout.flush()
