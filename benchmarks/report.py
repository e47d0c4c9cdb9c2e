"""docs/benchmarks.md: between two marks it is written by machine, around them by people."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.figures import Figure, table
from config.local.paths import ROOT

FILE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def write(facts: dict[str, str], rows: Iterable[tuple[str, Figure]], file: Path = FILE) -> None:
    """Put these figures in the place of the last ones. Raises ValueError without the marks."""
    text = file.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    measured = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    file.write_text(f"{before}{BEGIN}\n{measured}\n\n{table(rows)}\n{END}{after}", encoding="utf-8")
