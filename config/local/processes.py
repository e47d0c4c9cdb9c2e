"""Processes we started, known by id *and* start time: a reused id is never taken for ours."""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.local.paths import LOCAL, ROOT, RUN, prepare

PROC = Path("/proc")


def started_at(pid: int) -> str:
    """When this process began, as an opaque word; empty if it is gone or only to be reaped."""
    if PROC.joinpath("self").exists():
        with suppress(OSError):
            fields = PROC.joinpath(str(pid), "stat").read_text().rpartition(")")[2].split()
            return "" if fields[0] in "ZX" else fields[19]
        return ""
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process works in this folder; systems without /proc cannot tell and say yes."""
    if not PROC.joinpath("self").exists():
        return True
    with suppress(OSError):
        return PROC.joinpath(str(pid), "cwd").readlink() == folder
    return False


def record(name: str, pid: int) -> None:
    prepare()
    facts = {"pid": pid, "started": started_at(pid)}
    (RUN / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")


def forget(name: str) -> None:
    (RUN / f"{name}.json").unlink(missing_ok=True)


def recorded(name: str) -> tuple[int, str]:
    """Process id and start time as written down; (0, "") if nothing readable is."""
    with suppress(OSError, ValueError, KeyError):
        facts = json.loads((RUN / f"{name}.json").read_text(encoding="utf-8"))
        return int(facts["pid"]), str(facts["started"])
    return 0, ""


def alive(name: str) -> int:
    """The id of the recorded process if it still is that process, else 0."""
    pid, started = recorded(name)
    return pid if pid and started and started_at(pid) == started else 0


def members(group: int) -> list[int]:
    """The living processes of a process group, its leader dead or not."""
    command = ["ps", "-A", "-o", "pid=,pgid="]
    if not PROC.joinpath("self").exists():
        rows = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        pairs = zip(rows[::2], rows[1::2], strict=False)
        return [int(pid) for pid, pgid in pairs if int(pgid) == group]
    return [pid for pid in _all_pids() if _group_of(pid) == group and started_at(pid)]


def _all_pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _group_of(pid: int) -> int:
    with suppress(OSError):
        return os.getpgid(pid)
    return 0


def end_group(group: int, patience: float) -> None:
    """Ask a process group to end, then make it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(group, number)
        deadline = time.monotonic() + patience
        while members(group) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not members(group):
            return


def end_leftovers(name: str, patience: float = 5.0) -> bool:
    """End what an earlier run left behind under this name. True if there was something."""
    group, started = recorded(name)
    ours = [pid for pid in members(group) if works_in(pid, ROOT)] if group else []
    leader = started_at(group) if group else ""
    forget(name)
    if not ours or leader not in ("", started):
        return False
    end_group(group, patience)
    return True


@contextmanager
def lock(name: str) -> Iterator[None]:
    """One at a time. The system lets go of it when its holder dies, however it dies."""
    prepare()
    with (LOCAL / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
