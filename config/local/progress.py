"""What is being done and for how long, with or without a terminal. Standard library only."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

PATIENCE = 2.0  # seconds before a step shows that it is still alive
QUIET_GAP = 10.0  # between two signs of life where lines cannot be overwritten


def say(text: str, end: str = "\n") -> None:
    print(text, end=end, flush=True)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Name one step, show that it lives while it runs, and close with its duration."""
    started, done = time.monotonic(), Event()
    ticker = Thread(target=_tick, args=(label, started, done), daemon=True)
    ticker.start()
    outcome = "failed after"
    try:
        yield
        outcome = "done in"
    finally:
        done.set()
        ticker.join()
        say(f"  {label}: {outcome} {time.monotonic() - started:.1f} s")


def _tick(label: str, started: float, done: Event) -> None:
    terminal = sys.stdout.isatty()
    wait = PATIENCE
    while not done.wait(wait):
        wait = 0.5 if terminal else QUIET_GAP
        line = f"  {label} ... {time.monotonic() - started:.0f} s"
        say(line, end="\r" if terminal else "\n")
