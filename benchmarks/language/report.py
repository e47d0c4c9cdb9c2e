"""Writes docs/benchmarks-language.md, and the same figures for the language page."""

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.language.meaning import sentences
from benchmarks.language.protocol import Result
from benchmarks.language.table import ratio, tables
from benchmarks.language.tools import TOOLS
from config.local.paths import ROOT

FILE = ROOT / "docs" / "benchmarks-language.md"
FIGURES = ROOT / "sentiment" / "engine" / "artefacts" / "peers.json"


def text(facts: dict[str, str], results: Sequence[Result]) -> str:
    """What stands between the marks, and is printed."""
    said = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    meaning = "\n".join(f"- {sentence}" for sentence in sentences(results))
    return f"{said}\n\n{tables(results)}\n\n### What that means\n\n{meaning}"


def write(written: str, file: Path = FILE) -> None:
    """Put it in the place of the last run. Raises ValueError without the marks."""
    before, rest = file.read_text(encoding="utf-8").split(report.BEGIN, 1)
    after = rest.split(report.END, 1)[1]
    file.write_text(f"{before}{report.BEGIN}\n{written}\n{report.END}{after}", encoding="utf-8")


def keep(facts: dict[str, str], results: Sequence[Result], file: Path = FIGURES) -> None:
    """The figures for programs: the language page shows them beside the model's own."""
    data = {"facts": facts, "tools": [figures(result, results) for result in results]}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def figures(result: Result, results: Sequence[Result]) -> dict[str, Any]:
    """One tool as plain numbers."""
    tool = TOOLS[result.name]
    return {
        "name": result.name,
        "title": tool.title,
        "version": version(tool.package) if tool.package else "",
        "one": result.median("one"),
        "many": result.median("many"),
        "p95": result.median("one", "p95"),
        "times_one": ratio(result, results, "one"),
        "times_many": ratio(result, results, "many"),
        "load": result.load["wall"],
        "memory": result.load["loaded"],
        "files": result.files,
        "complaints": result.complaints,
    }
