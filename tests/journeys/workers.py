"""Real processes of an installation, on the test's database and the test's Valkey number."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from config.local import commands
from config.local.environment import free_port
from config.local.paths import ROOT

QUIET = "ignore:You're running the worker with superuser privileges"


def surroundings(**more: str) -> dict[str, str]:
    """What a process of an installation needs to know."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database.geturl(),
        "REDIS_URL": settings.REDIS_URL,
        "STATIC_ROOT": settings.STATIC_ROOT,
        "MEDIA_ROOT": settings.MEDIA_ROOT,
        "PYTHONWARNINGS": QUIET,
    }
    return os.environ | own | more


class Program:
    """A process with its children, in a group of its own."""

    def __init__(self, command: list[str], log: Path, **more: str) -> None:
        self.log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=surroundings(**more),
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to all of it at once, as when a machine loses power."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=60)


def worker(folder: Path) -> Program:
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    arguments = ["worker", "-Q", commands.QUEUES, "--concurrency", "2", *alone]
    return Program(commands.celery(*arguments), folder / "worker.log")


def beat(folder: Path) -> Program:
    schedule = ["--schedule", str(folder / "schedule"), "--pidfile="]
    return Program(commands.celery("beat", *schedule), folder / "beat.log")


def wait_until(true: Callable[[], bool], *, log: Path, seconds: float = 120) -> None:
    """Look again and again; what was written to the log tells why it never came."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
        time.sleep(0.02)


class Site:
    """The web process of an installation, asked as a browser or a program asks it."""

    def __init__(self, folder: Path, **surroundings: str) -> None:
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        self.program = Program(
            commands.web("127.0.0.1", port, "1"), folder / "web.log", **surroundings
        )
        wait_until(self._answers, log=self.program.log)

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        """Status and body; reads to the end of the answer."""
        connection = HTTPConnection(self.address, timeout=30)
        try:
            connection.request(method, path, body.encode(), headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()
