"""`make check`: everything that reads the code without running the product."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.local.environment import ensure, read
from config.local.paths import ROOT
from config.local.progress import say, step

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = ROOT / "tests" / "config" / "production.env"
CHECKS: dict[str, list[str]] = {
    "Format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
    "Lint": [sys.executable, "-m", "ruff", "check", "--quiet", "."],
    "Templates": [str(BIN / "djlint"), ".", "--lint", "--quiet"],
    "Layers": [str(BIN / "lint-imports"), "--no-logo"],
    "Types": [sys.executable, "-m", "mypy"],
    "Migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "Production settings": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "Translations": [*MANAGE, "catalogue", "--check"],
    "Style sheets": [str(BIN / "npm"), "run", "--silent", "check:css"],
    "Scripts": [str(BIN / "npm"), "run", "--silent", "check:js"],
}


def main() -> int:
    """All of them, so that one run names everything there is to mend."""
    ensure()  # a fresh tree has no settings yet
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = dict(zip(CHECKS, pool.map(passes, CHECKS, CHECKS.values()), strict=True))
    failed = [name for name in CHECKS if not passed[name]]
    if failed:
        say(f"Not in order: {', '.join(failed)}.")
    return len(failed)


def passes(name: str, command: list[str]) -> bool:
    environment = dict(os.environ) | (read(PRODUCTION) if name == "Production settings" else {})
    with step(name):
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
