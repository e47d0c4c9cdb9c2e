"""Train the language model anew."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sentiment.engine.artefact import DIRECTORY
from sentiment.training.run import train


class Command(BaseCommand):
    """Reads the text collections, writes one artefact with its card."""

    help = "Train the language model from the text collections in a folder."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="folder of the collections")
        parser.add_argument("--out", type=Path, default=DIRECTORY, help="where the model goes")

    def handle(self, *, data: Path, out: Path, **options: Any) -> None:
        if not data.is_dir():
            raise CommandError(f"{data} is not a folder.")
        train(data, out, self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
