"""Everything that can learn learns from the same rows, each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.language.protocol import ONE_CORE
from benchmarks.language.rows import Labelled
from benchmarks.language.tools import OURS, TOOLS
from config.local.paths import ROOT

LEARNERS = {"snownlp-retrained": "snownlp", "stack": "stack"}
OWN = {"reading", "heads"}


def taught(
    names: Sequence[str],
    folder: Path,
    known: Labelled,
    *,
    data: Path | None,
    seconds: float,
    say: Callable[[str], None],
) -> dict[str, str]:
    """Train into the folder what these tools need; what each learnt from, for the report."""
    (folder / "rows.json").write_text(json.dumps(known), encoding="utf-8")
    said = {}
    for kind, title in _classes(names, data):
        note = folder / f"{kind}.json"
        if not note.exists():
            say(f"{title}: is trained")
            note.write_text(_trained(kind, folder, data, seconds), encoding="utf-8")
        told = json.loads(note.read_text(encoding="utf-8"))
        said[f"{title}: learnt from"] = (
            f"{told['rows']:,} of {len(known):,} rows, {told['seconds']:.0f} s of CPU"
        )
    return said


def _trained(kind: str, folder: Path, data: Path | None, seconds: float) -> str:
    """Train one; the note it leaves says from how many rows and how long."""
    program = [sys.executable, "-m", "benchmarks.language.peers", kind]
    places = [str(folder / "rows.json"), str(folder), str(seconds), str(data)]
    done = subprocess.run(
        program + places, cwd=ROOT, env=os.environ | ONE_CORE, stdout=subprocess.PIPE, check=True
    )
    return done.stdout.splitlines()[-1].decode()


def _classes(names: Sequence[str], data: Path | None) -> Iterator[tuple[str, str]]:
    """What is to be trained, and what that is called."""
    for name in names:
        if kind := LEARNERS.get(name):
            yield kind, TOOLS[name].title
    if data and OWN & set(names):
        yield OURS, "ours, as it is judged (the shipped weights then learn from all rows)"
