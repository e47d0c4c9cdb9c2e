"""Read texts from FILE or standard input; write one reading a line as JSON, in the same order.

    echo '"再不退款我就打12315"' | python -m sentiment.engine
    python -m sentiment.engine --heads letters.jsonl
    python -m sentiment.engine --column text letters.csv.gz

A line of the input is a JSON string or an object with the key "text"; with --column the input is
CSV. Gzipped files are unpacked. What cannot be read ends the run with status 2 and a sentence.
"""

import argparse
import json
import sys
from functools import partial
from typing import get_args

from .artefact import ModelError
from .engine import BATCH_TEXTS, Engine, Mode
from .source import STDIN, InputError, Source, run

WRONG = 2


def _arguments() -> argparse.Namespace:
    summary, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        "python -m sentiment.engine", description=summary, epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", nargs="?", default=STDIN, help="a file, or - for standard input")
    parser.add_argument("--column", metavar="NAME", help="the input is CSV; read this column")
    parser.add_argument("--heads", action="store_true", help="add what every raw head says")
    parser.add_argument("--mode", choices=get_args(Mode), default="bulk", help="default: bulk")
    parser.add_argument("--encoding", default="utf-8-sig", help="of the input; default: UTF-8")
    return parser.parse_args()


def _tell(engine: Engine, heads: bool, mode: Mode, texts: list[str]) -> None:
    readings = engine.read(texts, mode=mode, heads=heads)
    lines = [json.dumps(reading.as_dict(), ensure_ascii=False) + "\n" for reading in readings]
    sys.stdout.write("".join(lines))
    sys.stdout.flush()


def main() -> int:
    """Run the command; returns the exit status."""
    given = _arguments()
    source = Source(given.file, given.column, encoding=given.encoding)
    try:
        tell = partial(_tell, Engine.load(), given.heads, given.mode)
        run(source, tell, size=BATCH_TEXTS)
    except (InputError, ModelError) as error:
        sys.stderr.write(f"sentiment.engine: {error}\n")
        return WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main())
