"""Start, stop and show the embedded servers. Doing it twice, or from two terminals, is harmless."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.local import processes
from config.local.environment import addresses, ensure, is_embedded
from config.local.paths import RUN
from config.local.postgres import Postgres
from config.local.progress import step
from config.local.valkey import Valkey

KEEP = RUN / "keep"  # someone asked for servers that stay (`manage.py local start`)
SERVERS: dict[str, tuple[str, type[Postgres] | type[Valkey]]] = {
    "DATABASE_URL": ("PostgreSQL", Postgres),
    "REDIS_URL": ("Valkey", Valkey),
}


def start(*, keep: bool = False) -> None:
    """Start what is embedded and not running."""
    with processes.lock("services"):
        values = ensure()
        for variable, (label, server) in SERVERS.items():
            if is_embedded(variable):
                with step(f"Starting {label}"):
                    server(values[variable]).start()
        if keep:
            KEEP.touch()


def stop() -> None:
    with processes.lock("services"):
        values = ensure()
        for variable, (label, server) in reversed(SERVERS.items()):
            if is_embedded(variable):
                with step(f"Stopping {label}"):
                    server(values[variable]).stop()
        KEEP.unlink(missing_ok=True)


def status() -> dict[str, str]:
    """In words, one line a server."""
    values, lines = ensure(), {}
    for variable, (label, server) in SERVERS.items():
        if not is_embedded(variable):
            lines[label] = f"not ours: {variable} is set"
        else:
            lines[label] = "running" if server(values[variable]).answers() else "stopped"
    return lines


@contextmanager
def running() -> Iterator[None]:
    """The servers for as long as something needs them, longer if somebody else still does."""
    start()
    os.environ.update(addresses())
    try:
        yield
    finally:
        if not (KEEP.exists() or processes.alive("up") not in (0, os.getpid())):
            stop()
