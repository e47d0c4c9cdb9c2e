"""What the figures were measured on. No host names, no paths."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.utils import timezone

from outbox.doorbell import redis


def facts() -> dict[str, str]:
    """Name and value, in the order of reading."""
    return {
        "date": f"{timezone.localdate()}",
        "cores": str(os.cpu_count()),
        "memory": f"{_memory():.0f} GiB",
        "load average before": f"{os.getloadavg()[0]:.1f}",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "PostgreSQL": _asked("SHOW server_version").split()[0],
        "Valkey": _valkey(),
        "Django": version("django"),
    }


def afterwards() -> dict[str, str]:
    """How busy the machine was meanwhile; our own work is part of it."""
    return {"load average at the end": f"{os.getloadavg()[1]:.1f}"}


def _memory() -> float:
    """In GiB; the container's limit where there is one."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = Path("/sys/fs/cgroup/memory.max")
    own = limit.read_text().strip() if limit.exists() else "max"
    return min(pages, int(own) if own.isdecimal() else pages) / 2**30


def _asked(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


def _valkey() -> str:
    server = redis.info("server")
    return str(server.get("valkey_version") or server.get("redis_version"))
