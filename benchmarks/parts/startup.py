"""From a fresh clone with nothing installed to the first page, by `make run` (wheels cached)."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.figures import Figure
from benchmarks.site import Site
from benchmarks.stage import StageError, tail
from config.local.environment import free_port
from config.local.paths import ROOT
from config.local.processes import end_group

AIM = 60.0  # seconds, architecture section 6
GIVE_UP = 600.0
STOP = 60.0
OURS = ("DATABASE_URL", "REDIS_URL", "STATIC_ROOT", "MEDIA_ROOT", "DEMO", "DJANGO_SECRET_KEY")
KEYS = ("FIELD_ENCRYPTION_KEYS", "FIELD_HASH_KEY", "LOG_LEVEL", "VIRTUAL_ENV")


def measure(site: Site) -> Iterator[Figure]:
    """Once without demo data, as an installation starts; then again from what is there."""
    with clone() as folder:
        before = processor_seconds()
        first = seconds_to_page(folder, demo="0")
        yield Figure("fresh clone → first page", first, "s", AIM, note="wheels cached, no demo")
        yield Figure("processor time of that", processor_seconds() - before, "s")
        yield Figure("second start → first page", seconds_to_page(folder, demo="0"), "s")


def processor_seconds() -> float:
    """What all programs we started and saw ending have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def clone() -> Iterator[Path]:
    """What is committed, in a folder of its own; its servers' data goes with it."""
    with tempfile.TemporaryDirectory(prefix="sujing-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "main"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        try:
            yield folder
        finally:
            ask = ["config.local.paths", "postgres_home"]
            code = f"from {ask[0]} import {ask[1]}; print({ask[1]}())"
            home = subprocess.run(
                [folder / ".venv/bin/python", "-c", code],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            ).stdout.strip()
            if "sujing-" in home:
                shutil.rmtree(home, ignore_errors=True)


def seconds_to_page(folder: Path, *, demo: str) -> float:
    """Run `make run` until the log-in page answers, then stop it."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name not in OURS + KEYS}
    environment = clean | {"PORT": str(port), "DEMO": demo}
    log = folder.parent / "run.log"
    began = time.perf_counter()
    with log.open("wb") as output:
        run = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for_page(f"http://127.0.0.1:{port}/accounts/login/", run, log)
        return time.perf_counter() - began
    finally:
        run.send_signal(signal.SIGTERM)
        end_group(run.pid, STOP)
        run.wait()


def wait_for_page(address: str, run: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + GIVE_UP
    while time.monotonic() < end and run.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise StageError(f"`make run` did not get up:\n{tail(log)}")
