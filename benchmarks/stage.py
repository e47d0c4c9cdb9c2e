"""A stage of our own: a database, a Valkey number, and the real processes on a loopback port."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg2
from celery import current_app

from config.local.commands import QUEUES, celery, web
from config.local.environment import addresses, free_port, given
from config.local.paths import LOCAL, ROOT
from config.local.processes import end_group

DATABASE = "sujing_bench"
VALKEY_NUMBER = "11"
HOME = LOCAL / "bench"
PATIENCE = 20.0  # seconds a process has to end


class StageError(Exception):
    """The stage can't be set; the text says why."""


def choose(database: str = DATABASE) -> None:
    """Point this process and all its children at the stage; before Django reads its settings."""
    made = addresses()
    known = {name: given(name) or made[name] for name in ("DATABASE_URL", "REDIS_URL")}
    redis = urlsplit(known["REDIS_URL"])
    os.environ.update(made)
    os.environ["DATABASE_URL"] = _with_path(known["DATABASE_URL"], database)
    os.environ["REDIS_URL"] = urlunsplit(redis._replace(path=f"/{VALKEY_NUMBER}"))
    os.environ["STATIC_ROOT"] = str(HOME / "static")
    os.environ["MEDIA_ROOT"] = str(HOME / "media")
    os.environ["DEMO"] = "0"
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in our thread


def _with_path(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def create(*, anew: bool) -> None:
    """Make the database; an old one of that name goes first unless it is to be used again."""
    name = urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/")
    with closing(_server()) as server, server.cursor() as cursor:
        if anew:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')


def drop() -> None:
    name = urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/")
    with closing(_server()) as server, server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(HOME, ignore_errors=True)


def _server() -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(_with_path(os.environ["DATABASE_URL"], "postgres"))
    connection.autocommit = True
    return connection


@dataclass
class Processes:
    """Web, worker and beat; all that was started is ended by its id."""

    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start `web`, `worker` or `beat` as `manage.py up` does."""
        metrics = HOME / "metrics"
        metrics.mkdir(parents=True, exist_ok=True)
        with (HOME / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._command(name),
                cwd=ROOT,
                env=os.environ
                | {"PYTHONWARNINGS": "ignore", "PROMETHEUS_MULTIPROC_DIR": str(metrics)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        {"web": self._wait_for_web, "worker": self._wait_for_worker}.get(name, int)()

    def _command(self, name: str) -> list[str]:
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        schedule = HOME / "beat-schedule"
        return {
            "web": web("127.0.0.1", self.port, os.environ.get("WEB_WORKERS", "2")),
            "worker": celery("worker", "-Q", QUEUES, "--concurrency", "2", *alone),
            "beat": celery("beat", "--schedule", str(schedule), "--pidfile="),
        }[name]

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.running["web"].poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise StageError(f"The web process does not answer:\n{tail(HOME / 'web.log')}")

    def _wait_for_worker(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.running["worker"].poll() is None:
            if current_app.control.ping(timeout=1):
                return
        raise StageError(f"The worker does not answer:\n{tail(HOME / 'worker.log')}")

    def stop(self, name: str) -> None:
        """Ask its first process, which lets the others finish; then end whatever is left."""
        process = self.running.pop(name)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        end_group(process.pid, PATIENCE)
        process.wait()

    def stop_all(self) -> None:
        for name in list(self.running):
            self.stop(name)

    @contextmanager
    def paused(self, *names: str) -> Iterator[None]:
        """Without these processes for a while."""
        for name in names:
            self.stop(name)
        try:
            yield
        finally:
            for name in names:
                self.start(name)


def tail(file: Path) -> str:
    return file.read_text(errors="replace")[-2000:] if file.exists() else "there is no log"


def manage(*arguments: str) -> None:
    """Run a management command. Raises StageError if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StageError(f"`manage.py {arguments[0]}` failed:\n{done.stderr[-2000:]}")
