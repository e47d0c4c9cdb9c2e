"""Web, worker and beat side by side: named lines, and a fallen one is set up again."""

import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import IO

from config.local import processes
from config.local.paths import ROOT
from config.local.progress import say

LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a child counts as healthy again
PATIENCE = 12.0  # seconds a child has to finish what it is doing


@dataclass
class Child:
    """One long-running program, in a process group of its own."""

    name: str
    command: list[str]
    environment: dict[str, str]
    pause: float = 1.0
    due: float = 0.0  # when to start it (again)
    since: float = 0.0
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        self.since = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        processes.record(self.name, self.process.pid)
        threading.Thread(target=self._relay, args=(self.process.stdout,), daemon=True).start()

    def _relay(self, output: IO[str]) -> None:
        with output:
            for line in output:
                say(f"{self.name:<6} | {line.rstrip()}")

    def look_after(self, now: float) -> None:
        """Start it when it is due; a child that keeps falling waits longer each time."""
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        processes.end_group(self.process.pid, PATIENCE)
        self.pause = 1.0 if now - self.since > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.due, self.process = now + self.pause, None
        say(f"{self.name:<6} | ended with code {code}; starting again in {self.pause:.0f} s")

    def end(self) -> None:
        if self.process is not None:
            processes.end_group(self.process.pid, PATIENCE)
            self.process.wait()
        processes.forget(self.name)


class Supervisor:
    """Keeps its children up until it is told to stop."""

    def __init__(self, children: list[Child]):
        self.children = children
        self.stopping = threading.Event()

    def start(self) -> None:
        for child in self.children:
            processes.end_leftovers(child.name)
            child.start()

    def watch(self) -> None:
        while not self.stopping.wait(0.5):
            for child in self.children:
                child.look_after(time.monotonic())

    def stop(self) -> None:
        """All at once: each has its own time to finish."""
        threads = [threading.Thread(target=child.end) for child in self.children]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
