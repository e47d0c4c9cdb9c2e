"""Collect the texts of the source, merge translations, compile."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import catalogue


class Command(BaseCommand):
    """`--missing` writes what has no translation yet in the form `--merge` reads."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--merge", type=Path, action="append", default=[], metavar="FILE.tsv")
        parser.add_argument("--missing", action="store_true")
        parser.add_argument(
            "--check", action="store_true", help="change nothing, fail if not in order"
        )

    def handle(self, *, merge: list[Path], missing: bool, check: bool, **options: Any) -> None:
        words = catalogue.collect()
        unknown = [text for file in merge for text in catalogue.merge(words, file)]
        if missing:
            self.list_missing(words)
        elif check:
            self.check_all(words)
        else:
            catalogue.save(words)
            left = len(catalogue.untranslated(words))
            self.stdout.write(f"{len(words)} texts, {left} without translation.")
        for text in unknown:
            self.stderr.write(f"Not in the source: {text}")

    def list_missing(self, words: catalogue.Catalog) -> None:
        for message in catalogue.untranslated(words):
            text = message.id if isinstance(message.id, str) else message.id[0]
            cells = [text.replace("\n", "\\n"), "", *filter(None, [message.context])]
            self.stdout.write("\t".join(cells))

    def check_all(self, words: catalogue.Catalog) -> None:
        found = [f"untranslated: {message.id!r}" for message in catalogue.untranslated(words)]
        found += catalogue.wrong(words)
        stale = not catalogue.PO.exists() or catalogue.PO.read_bytes() != catalogue.po_bytes(words)
        compiled = catalogue.MO.exists() and catalogue.MO.read_bytes() == catalogue.mo_bytes(words)
        if stale or not compiled:
            found.append("the files in locale/ are not up to date: run `make catalogue`")
        if found:
            raise CommandError("\n".join(found))
