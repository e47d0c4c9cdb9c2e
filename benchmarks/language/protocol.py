"""The run: every tool in its own process, all in turns, then the same code path on known rows."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.language.rows import Rows
from benchmarks.language.scores import negative_or_neutral, two_classes
from config.local.paths import ROOT

ONE_CORE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
PIECE = 200  # judged texts per order


class ToolError(Exception):
    """A tool's process ended before its time."""


class Runner:
    """The process of one tool; it works only while it is asked."""

    def __init__(self, name: str, folder: Path, core: int) -> None:
        places = [str(folder), str(folder / "texts.json"), str(core)]
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.language.process", name, *places],
            cwd=ROOT,
            env=os.environ | ONE_CORE | {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **options: Any) -> dict[str, Any]:
        """Raises ToolError when there is no answer; what went wrong stands on standard error."""
        assert self.process.stdin and self.process.stdout
        try:
            self.process.stdin.write(json.dumps({"do": do, **options}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise ToolError(f"{self.name} has ended") from None
        answer = self.process.stdout.readline()
        if not answer:
            raise ToolError(f"{self.name} did not {do}")
        return json.loads(answer)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


@dataclass
class Result:
    """What was seen of one tool."""

    name: str
    load: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    one: list[dict[str, float]] = field(default_factory=list)
    many: list[dict[str, float]] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    files: dict[str, dict[str, float]] = field(default_factory=dict)
    complaints: dict[str, dict[str, float]] = field(default_factory=dict)

    def median(self, way: str, what: str = "rate") -> float | None:
        """The median over the rounds; None where nothing was timed."""
        rounds = getattr(self, way)
        return statistics.median(each[what] for each in rounds) if rounds else None

    def spread(self, way: str) -> tuple[float, float] | None:
        """Slowest and fastest round."""
        rates = [each["rate"] for each in getattr(self, way)]
        return (min(rates), max(rates)) if rates else None


@contextmanager
def runners(names: Sequence[str], folder: Path, core: int) -> Iterator[dict[str, Runner]]:
    """One process a tool, ended whatever happens."""
    running: dict[str, Runner] = {}
    try:
        for name in names:
            running[name] = Runner(name, folder, core)
        yield running
    finally:
        for runner in running.values():
            runner.close()


def measured(
    names: Sequence[str], folder: Path, rows: Rows, *, core: int, rounds: int, budget: float, say
) -> list[Result]:
    """Time all tools in turns, then judge each. `budget`: seconds a tool may use in a round."""
    results = {name: Result(name) for name in names}
    with runners(names, folder, core) as running:
        for name, runner in running.items():
            results[name].load = runner.ask("load")
            results[name].counts = runner.ask("warm", budget=budget)
            say(f"{name}: loaded, {results[name].counts} texts a round")
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            for name in turned(names, number):
                _time(running[name], results[name])
        for name, runner in running.items():
            results[name].memory = runner.ask("peak")
        for name, runner in running.items():
            say(f"{name}: judged")
            judge(runner, results[name], rows)
    return list(results.values())


def turned(names: Sequence[str], number: int) -> list[str]:
    """Another one begins every round."""
    start = number % len(names)
    return [*names[start:], *names[:start]]


def _time(runner: Runner, result: Result) -> None:
    for way, count in result.counts.items():
        if count:
            getattr(result, way).append(runner.ask(way, count=count))


def judge(runner: Runner, result: Result, rows: Rows) -> None:
    """Score the tool on every file there is."""
    runner.ask("before_judging")
    for title, known in rows.files.items():
        found = _verdicts(runner, [text for text, _ in known])
        truth = [label for _, label in known]
        result.files[title] = asdict(two_classes(truth, [each[0] for each in found]))
    for title, known in rows.complaints.items():
        found = _verdicts(runner, [text for text, _ in known])
        truth, degrees = [label for _, label in known], [each[1] for each in found]
        told = negative_or_neutral(truth, degrees, [each[2] for each in found])
        result.complaints[title] = asdict(told)


def _verdicts(runner: Runner, texts: Sequence[str]) -> list[list[Any]]:
    pieces = [list(texts[start : start + PIECE]) for start in range(0, len(texts), PIECE)]
    return [verdict for piece in pieces for verdict in runner.ask("judge", texts=piece)["verdicts"]]
