"""Build, rebuild or remove the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.demo.loader import load_demo, remove_demo


class Command(BaseCommand):
    help = "Write sixty invented days of complaints, marked as demo"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the demo away again")
        parser.add_argument(
            "--scale", type=float, default=1.0, help="1.0 is about 3,200 complaints"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_demo()
        if removed:
            self.stdout.write(f"removed {removed} demo complaints")
        if options["remove"]:
            return
        try:
            count = load_demo(self._report, scale=options["scale"])
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{count} demo complaints"))

    def _report(self, what: str, done: int, all_: int) -> None:
        """A line that overwrites itself on a terminal, and now and then a line elsewhere."""
        line = f"{what}: {done}/{all_}" if done else f"{what}: {all_}"
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[K{line}", ending="")
        elif done % 500 < 10 or done == all_:
            self.stdout.write(line)
