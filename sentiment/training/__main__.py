"""Trains the language model without Django: python -m sentiment.training --data FOLDER."""

import argparse
import sys
from pathlib import Path

from sentiment.engine.artefact import DIRECTORY

from .linear import SEED
from .run import train


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Read the options and train."""
    parser = argparse.ArgumentParser(prog="python -m sentiment.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the collections")
    parser.add_argument("--out", type=Path, default=DIRECTORY, help="where the model goes")
    parser.add_argument("--only", choices=("stage_two",), help="train this part anew")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"{options.data} is not a folder.")
    train(options.data, options.out, _say, options.seed, options.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
