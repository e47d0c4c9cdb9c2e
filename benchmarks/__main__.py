"""`make bench`: measure, print a table, and with --write keep it in docs/benchmarks.md."""

import argparse
import sys

import django

from benchmarks import stage
from config.local import services

COMPLAINTS = 100_000


def main() -> int:
    options = arguments()
    with services.running():
        stage.choose(options.database)
        stage.create(anew=not options.reuse)
        django.setup()
        from benchmarks.run import run  # models can be loaded only now

        return run(options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default="", metavar="PART,PART", help="measure only these parts")
    parser.add_argument("--without", default="", metavar="PART,PART", help="leave these out")
    parser.add_argument("--scale", type=float, default=1.0, help="share of rows and requests")
    parser.add_argument("--size", type=int, default=COMPLAINTS, help="complaints when full")
    parser.add_argument("--database", default=stage.DATABASE, help="its name; made and dropped")
    parser.add_argument("--reuse", action="store_true", help="use the database of a --keep run")
    parser.add_argument("--keep", action="store_true", help="leave the database for a next run")
    parser.add_argument("--write", action="store_true", help="rewrite docs/benchmarks.md")
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
