"""The three programs of an installation, and where the site listens."""

import os
import shutil
import socket
import sys

from config.local.environment import addresses
from config.local.paths import RUN
from config.local.progress import say
from config.local.supervisor import Child

QUEUES = "reading,default,notify,bulk"
PORTS_TRIED = 50
SUPERUSER = "You're running the worker with superuser privileges"  # a known choice here


def choose_port(host: str, wanted: int) -> int:
    """The wanted port, else the next free one, and say so."""
    for port in range(wanted, wanted + PORTS_TRIED):
        if is_free(host, port):
            if port != wanted:
                say(f"  Port {wanted} is taken; using {port}. PORT= chooses another.")
            return port
    raise OSError(
        f"No free port from {wanted} to {wanted + PORTS_TRIED - 1}; choose one with PORT=."
    )


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def web(host: str, port: int, workers: str) -> list[str]:
    options = ["--host", host, "--port", str(port), "--workers", workers]
    quiet = ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "3"]
    return [sys.executable, "-m", "uvicorn", "config.asgi:application", *options, *quiet]


def celery(*arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "celery",
        "--quiet",
        "-A",
        "config",
        *arguments,
        "--loglevel",
        "WARNING",
    ]


def children(host: str, port: int) -> list[Child]:
    """As `docker-compose.yml` runs them, each with its share of one machine."""
    environment = os.environ | addresses() | {"PYTHONUNBUFFERED": "1"}
    metrics, schedule = RUN / "metrics", RUN / "beat-schedule"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    for stale in RUN.glob(f"{schedule.name}*"):  # a killed beat may leave half of one
        stale.unlink()
    counting = environment | {"PROMETHEUS_MULTIPROC_DIR": str(metrics)}
    quiet = environment | {"PYTHONWARNINGS": f"ignore:{SUPERUSER}"}
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = celery("worker", "-Q", QUEUES, "--concurrency", "2", *alone)
    beat = celery("beat", "--schedule", str(schedule), "--pidfile=")
    return [
        Child("web", web(host, port, os.environ.get("WEB_WORKERS", "2")), counting),
        Child("worker", worker, quiet),
        Child("beat", beat, quiet),
    ]
