"""One tool in a process of its own, on one core, that does what it is told line by line.

    python -m benchmarks.language.process TOOL MODELS TEXTS CORE

Orders come as JSON on standard input and answers leave as JSON on standard output. Times are
processor time of this process, so they do not depend on who else is busy.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.language.tools import TOOLS, Tool

WARM = 16  # texts before anything is timed
MIB = 1024


def memory() -> dict[str, float]:
    """Now and at most so far, in MiB, of this program alone; empty where there is no /proc."""
    found = {}
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                found[name] = int(rest.split()[0]) / MIB
    return {"now": found.get("VmRSS", 0.0), "most": found.get("VmHWM", 0.0)}


class Bench:
    """The tool, its texts, and what can be asked of it."""

    def __init__(self, tool: Tool, models: Path, texts: Path) -> None:
        self.tool, self.models, self.file = tool, models, texts
        self.texts: list[str] = []

    def load(self, **_: Any) -> dict[str, Any]:
        """Load the tool as a program would, and say what that costs."""
        before, wall, began = memory()["now"], time.perf_counter(), time.process_time()
        self.tool.load(self.models)
        seconds, wall = time.process_time() - began, time.perf_counter() - wall
        return {"seconds": seconds, "wall": wall, "bare": before, "loaded": memory()["now"]}

    def warm(self, budget: float, **_: Any) -> dict[str, Any]:
        """Read a few texts; say how many fit into the budget, one by one and at once."""
        self.texts = json.loads(self.file.read_text(encoding="utf-8"))
        few = self.texts[:WARM]
        one = self._fitting(lambda: [self.tool.one(text) for text in few], budget)
        many = self._fitting(lambda: self.tool.many(few), budget) if self.tool.many else 0
        self.texts = self.texts[: max(one, many)]
        return {"one": one, "many": many}

    def _fitting(self, work: Any, budget: float) -> int:
        work()
        began = time.process_time()
        work()
        rate = WARM / max(time.process_time() - began, 1e-6)
        return max(WARM, min(len(self.texts), round(rate * budget)))

    def one(self, count: int, **_: Any) -> dict[str, Any]:
        """One text a call; every call is timed."""
        times, tick = [], time.process_time_ns
        for text in self.texts[:count]:
            began = tick()
            self.tool.one(text)
            times.append(tick() - began)
        ranked = sorted(times)
        at = {f"p{p}": ranked[min(count - 1, p * count // 100)] / 1e6 for p in (50, 95)}
        return {"rate": 1e9 * count / sum(times), **at}

    def many(self, count: int, **_: Any) -> dict[str, Any]:
        """All texts in one call."""
        texts, began = self.texts[:count], time.process_time()
        self.tool.many(texts)
        return {"rate": count / (time.process_time() - began)}

    def peak(self, **_: Any) -> dict[str, Any]:
        return memory()

    def before_judging(self, **_: Any) -> dict[str, Any]:
        self.tool.before_judging(self.models)
        return {}

    def judge(self, texts: list[str], **_: Any) -> dict[str, Any]:
        return {"verdicts": self.tool.judge(texts)}


def main(name: str, models: str, texts: str, core: str) -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # tools print what they like
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {int(core)})
    bench = Bench(TOOLS[name](), Path(models), Path(texts))
    for line in sys.stdin:
        order = json.loads(line)
        answer = getattr(bench, order.pop("do"))(**order)
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
