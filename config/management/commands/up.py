"""Everything on this machine, by one command: `make run`."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any, NoReturn
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from accounts.demo import DEMO_LOGINS
from config.local import processes, services
from config.local.commands import children, choose_port
from config.local.first_steps import prepare
from config.local.paths import ROOT, RUN
from config.local.postgres import ServerError
from config.local.progress import say, step
from config.local.supervisor import Supervisor

CHILDREN = ("web", "worker", "beat")
STOP_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    """PostgreSQL, Valkey, web, worker and beat, until Ctrl-C."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        refuse_a_second()
        processes.record("up", os.getpid())
        for number in STOP_SIGNALS:
            signal.signal(number, interrupt)
        try:
            clear_leftovers()
            self.serve()
        except KeyboardInterrupt:
            pass
        except (ServerError, OSError, subprocess.CalledProcessError) as error:
            raise CommandError(str(error)) from error
        finally:
            processes.forget("up")
        say("Stopped.")

    def serve(self) -> None:
        before = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
        with services.running():
            if before != (os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")):
                start_over()
            prepare()
            connections.close_all()
            host = os.environ.get("HOST", "127.0.0.1")
            port = choose_port(host, int(os.environ.get("PORT", "8000")))
            supervisor = Supervisor(children(host, port))
            try:
                with step("Starting web, worker and beat"):
                    supervisor.start()
                    wait_for(f"http://{host}:{port}/healthz")
                greet(f"http://{host}:{port}/")
                supervisor.watch()
            finally:
                ignore_further_signals()
                with step("Stopping web, worker and beat"):
                    supervisor.stop()


def refuse_a_second() -> None:
    if pid := processes.alive("up"):
        where = RUN / "address"
        at = f" at {where.read_text()}" if where.exists() else ""
        raise CommandError(f"Sujing already runs from this folder{at} (process {pid}).")


def clear_leftovers() -> None:
    for name in CHILDREN:
        if processes.end_leftovers(name):
            say(f"  Ended {name}, left behind by an earlier run.")


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def ignore_further_signals() -> None:
    """A second Ctrl-C would leave behind what the first one is stopping."""
    for number in (signal.SIGINT, *STOP_SIGNALS):
        signal.signal(number, signal.SIG_IGN)


def start_over() -> NoReturn:
    """A server moved to another port after the settings were read."""
    again = [sys.executable, str(ROOT / "manage.py"), "up"]
    os.execv(sys.executable, again)  # noqa: S606  (ourselves, once more)


def wait_for(address: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):  # noqa: S310  (our own loopback address)
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise OSError("The web process does not answer; its lines above say why.")


def greet(address: str) -> None:
    (RUN / "address").write_text(address)
    say(f"\nSujing runs at {address}   (stop with Ctrl-C)")
    if settings.DEMO:
        say("Demo log-ins:")
        for username, password, role, *_ in DEMO_LOGINS:
            say(f"  {username:<12} {password:<20} {role}")
    say("")
