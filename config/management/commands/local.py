"""The embedded PostgreSQL and Valkey of one machine."""

import subprocess
import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.local import environment, services
from config.local.browser import BrowserMissing, ensure_browser
from config.local.paths import ROOT
from config.local.postgres import ServerError


class Command(BaseCommand):
    """`local with -- pytest` starts what is missing, runs a command and stops what it started."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status", "env", "browser", "with"])
        parser.add_argument("command", nargs=REMAINDER)

    def handle(self, *, action: str, command: list[str], **options: Any) -> None:
        try:
            getattr(self, f"do_{action}")(command)
        except (ServerError, BrowserMissing) as error:
            raise CommandError(str(error)) from error

    def do_start(self, command: list[str]) -> None:
        services.start(keep=True)

    def do_stop(self, command: list[str]) -> None:
        services.stop()

    def do_status(self, command: list[str]) -> None:
        for label, state in services.status().items():
            self.stdout.write(f"{label}: {state}")

    def do_env(self, command: list[str]) -> None:
        """For `set -a; eval "$(manage.py local env)"`."""
        for name, value in environment.addresses().items():
            self.stdout.write(f"{name}='{value}'")

    def do_browser(self, command: list[str]) -> None:
        self.stdout.write(f"Browser: {ensure_browser()}")

    def do_with(self, command: list[str]) -> None:
        with services.running():
            code = subprocess.run(
                command[command[:1] == ["--"] :], cwd=ROOT, check=False
            ).returncode
        sys.exit(code)
