"""Processor time of the product's processes: the same on a busy machine as on an idle one."""

import os
from collections import defaultdict
from pathlib import Path

from django.db import connection

from benchmarks.figures import Figure
from benchmarks.stage import Processes
from config.local.processes import members

TICK = os.sysconf("SC_CLK_TCK")
POSTGRES = "PostgreSQL"
NAMES = {"web": "web", "worker": "workers", POSTGRES: POSTGRES}


class Meter:
    """Seconds of processor time used since it was made, by web, workers and PostgreSQL."""

    def __init__(self, processes: Processes) -> None:
        self.processes = processes
        self.before = self._read()

    def used(self) -> dict[str, float]:
        now: dict[str, float] = defaultdict(float)
        for (name, pid), seconds in self._read().items():
            now[name] += seconds - self.before.get((name, pid), 0.0)
        return dict(now)

    def per_row(self, rows: int) -> list[Figure]:
        """Milliseconds of processor time a row costs, and what two idle cores could so do."""
        used, note = self.used(), "processor time, whatever else the machine does"
        figures = [
            Figure(f"cost of a row in {NAMES[name]}", 1000 * used[name] / rows, "ms")
            for name in NAMES
            if name in used
        ]
        whole = sum(used[name] for name in NAMES if name in used)
        if whole:
            rate = 2 * rows / whole
            figures.append(
                Figure("rows two free cores could do at that cost", rate, "rows/s", note=note)
            )
        return figures

    def _read(self) -> dict[tuple[str, int], float]:
        found = {}
        for name, process in self.processes.running.items():
            found |= {(name, pid): seconds(pid) for pid in members(process.pid)}
        return found | {(POSTGRES, pid): seconds(pid) for pid in backends()}


def seconds(pid: int) -> float:
    """User and system time of one process; 0 once it is gone, or where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def backends() -> list[int]:
    """The server processes that work for this database, ours apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]
