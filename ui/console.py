"""A progress bar for commands: one line that renews itself on a terminal, nothing elsewhere."""

import sys
import time
from typing import TextIO

WIDTH = 30
GAP = 0.1  # seconds between two drawings


class ProgressBar:
    """Shows how far a step is, how fast, and how long it will still take."""

    def __init__(self, label: str, stream: TextIO = sys.stderr) -> None:
        self.label, self.stream = label, stream
        self.started, self.drawn = time.monotonic(), 0.0
        self.first: int | None = None

    def show(self, done: int, total: int) -> None:
        """Draw the bar, at most ten times a second; the end is always drawn."""
        now = time.monotonic()
        self.first = done if self.first is None else self.first
        if not self.stream.isatty() or (now - self.drawn < GAP and done < total):
            return
        self.drawn = now
        share = done / total if total else 1.0
        bar = "█" * round(WIDTH * share) + "░" * (WIDTH - round(WIDTH * share))
        speed = (done - self.first) / max(now - self.started, 0.001)
        left = f" {(total - done) / speed:4.0f} s" if speed and done < total else ""
        self.stream.write(f"\r\x1b[K{self.label} {bar} {done:,}/{total:,} {speed:,.0f}/s{left}")
        self.stream.flush()

    def close(self) -> None:
        """Leave the line as it is and go to the next one."""
        if self.stream.isatty():
            self.stream.write("\n")
