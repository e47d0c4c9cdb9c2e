"""Train the language model anew, or adapt it to what people corrected."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sentiment.engine.artefact import DIRECTORY
from sentiment.models import EngineVersion
from sentiment.services.learning import train_candidate
from sentiment.services.versions import waiting_version
from sentiment.training.linear import SEED
from sentiment.training.run import train


class Command(BaseCommand):
    """With --data the whole model; with --with-corrections a small layer over it."""

    help = (
        "Train the language model from the text collections in a folder, or make a candidate from "
        "the corrections in the database. A candidate is never put in force by this command."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--data", type=Path, help="folder of the collections")
        source.add_argument(
            "--with-corrections", action="store_true", help="adapt the second stage"
        )
        parser.add_argument("--out", type=Path, default=DIRECTORY, help="where the model goes")
        parser.add_argument("--only", choices=("stage_two",), help="train this part anew")
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(
        self, *, data: Path | None, with_corrections: bool, out: Path, **options: Any
    ) -> None:
        if with_corrections:
            self._adapt()
        elif data is None or not data.is_dir():
            raise CommandError(f"{data} is not a folder.")
        else:
            train(data, out, self._say, options["seed"], options["only"])

    def _adapt(self) -> None:
        with transaction.atomic():
            version = train_candidate(waiting_version(None))
        if version.status == EngineVersion.FAILED:
            raise CommandError(f"Too few corrections to learn from: {version.error}")
        card = version.card
        self._say(f"{version.name}: learnt {', '.join(card['heads'])} over {version.base}")
        self._say(f"from {card['learnt_from']} contacts; held back {card['held_back']}")
        for field, figures in card["fields"].items():
            self._say(_line(field, figures))
        self._say("It is a candidate: compare and switch on the page of versions.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _line(field: str, figures: dict[str, Any]) -> str:
    """category    all 120: .812 -> .858  disputed 40: .000 -> .300  undisputed 80: 1.0 -> .975"""
    parts = (
        f"{part} {pair['rows']}: {pair['active']} -> {pair['candidate']}"
        for part, pair in ((p, figures[p]) for p in ("all", "disputed", "undisputed"))
        if pair["rows"]
    )
    unit = " (mean error)" if field == "intensity" else ""
    return f"{field:10}{unit} " + "; ".join(parts)
