"""`make bench-language`: time and judge the tools side by side, print it, and --write it down."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.language import report, texts
from benchmarks.language.protocol import ONE_CORE, measured
from benchmarks.language.rows import rows
from benchmarks.language.tools import TOOLS
from config.local.paths import ROOT
from sentiment.engine.artefact import read_card

DATA = ROOT.parent / "shared" / "data"
TRAINED = {"snownlp-retrained": "snownlp", "stack": "stack"}  # who needs which trained model


def main() -> int:
    options = arguments()
    data = options.data if options.data.is_dir() else None
    names = [name for name in TOOLS if not options.only or name in options.only.split(",")]
    timed, origin = texts.timed_texts(data, options.texts)
    known = rows(data, options.rows)
    facts = machine() | {
        "timed texts": f"{len(timed):,} of {texts.LEAST} to {texts.MOST} characters, "
        f"{texts.mean_length(timed):.0f} on average; {origin}",
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "texts.json").write_text(json.dumps(timed), encoding="utf-8")
        facts |= train(names, folder, known.training, options.train_seconds)
        results = measured(
            names, folder, known,
            core=options.core, rounds=options.rounds, budget=options.seconds, say=say,
        )  # fmt: skip
    facts["load average at the end"] = f"{os.getloadavg()[1]:.1f}"
    written = report.text(facts, results)
    print(written)
    if options.write:
        report.write(written)
        report.keep(facts, results)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-language", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the corpora's folder")
    parser.add_argument("--only", default="", metavar="TOOL,TOOL", help=f"of {', '.join(TOOLS)}")
    parser.add_argument("--texts", type=int, default=10_000, help="how many are there to be timed")
    parser.add_argument("--rows", type=int, default=1_500, help="rows judged per file at most")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="CPU a tool has in a round")
    parser.add_argument(
        "--train-seconds", type=float, default=240.0, help="for cutting with SnowNLP"
    )
    parser.add_argument("--core", type=int, default=(os.cpu_count() or 1) - 1, help="which one")
    parser.add_argument("--write", action="store_true", help="rewrite docs/benchmarks-language.md")
    return parser.parse_args()


def machine() -> dict[str, str]:
    """When and on what. No host names, no paths."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "date": f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {pages:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}; one core used",
        "load average before": f"{os.getloadavg()[0]:.1f}",
        "model": str(read_card()["version"]),
    }


def train(names: list[str], folder: Path, known: Any, seconds: float) -> dict[str, str]:
    """Train what is to be compared on our rows; one sentence on each."""
    (folder / "rows.json").write_text(json.dumps(known), encoding="utf-8")
    said = {}
    for name in names:
        if kind := TRAINED.get(name):
            say(f"{name}: trained")
            program = [sys.executable, "-m", "benchmarks.language.peers", kind]
            places = [str(folder / "rows.json"), str(folder), str(seconds)]
            done = subprocess.run(
                program + places,
                cwd=ROOT,
                env=os.environ | ONE_CORE,
                stdout=subprocess.PIPE,
                check=True,
            )
            told = json.loads(done.stdout)
            said[f"{TOOLS[name].title}: trained on"] = (
                f"{told['rows']:,} of our {len(known):,} rows, {told['seconds']:.0f} s of CPU"
            )
    return said


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
