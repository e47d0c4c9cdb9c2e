"""`make bench-language`: time and judge the tools side by side, print it, and --write it down."""

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.language import report, texts
from benchmarks.language.protocol import measured
from benchmarks.language.rows import rows
from benchmarks.language.school import taught
from benchmarks.language.tools import TOOLS
from config.local.paths import ROOT
from sentiment.engine.artefact import read_card

DATA = ROOT.parent / "shared" / "data"


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
    facts["measured"] = (
        f"{options.rounds} rounds of {options.seconds:g} s of processor time a tool and way,"
        f" judged on at most {options.rows:,} rows a file"
    )
    with tempfile.TemporaryDirectory() as place:
        folder = options.models or Path(place)
        folder.mkdir(exist_ok=True)
        (folder / "texts.json").write_text(json.dumps(timed), encoding="utf-8")
        facts |= taught(
            names, folder, known.training, data=data, seconds=options.train_seconds, say=say
        )
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
    parser.add_argument(
        "--models", type=Path, metavar="FOLDER", help="keep trained models, or use kept ones"
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


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
