"""The language engine alone, one core, beside SnowNLP: `python -m benchmarks.engine`."""

import re
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.site import Site
from benchmarks.stage import StageError
from benchmarks.texts import CORPORA
from config.local.paths import ROOT

TEXTS = 3000
LINE = re.compile(r"^(?P<what>.+?)\s+(?P<rate>[\d,.]+) texts/s(?:\s+(?P<times>[\d,]+) x SnowNLP)?$")


def measure(site: Site) -> Iterator[Figure]:
    """In a process of its own, which keeps NumPy to one core."""
    texts = ["--texts", str(max(300, round(TEXTS * site.scale)))]
    data = ["--data", str(CORPORA)] if CORPORA.exists() else []
    command = [sys.executable, "-m", "benchmarks.engine", *texts, *data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StageError(done.stderr[-2000:])
    for found in filter(None, map(LINE.match, done.stdout.splitlines())):
        yield Figure(found["what"], number(found["rate"]), "texts/s")
        if found["times"]:
            yield Figure(f"{found['what']}, beside SnowNLP", number(found["times"]), "times")


def number(text: str) -> float:
    return float(text.replace(",", ""))
