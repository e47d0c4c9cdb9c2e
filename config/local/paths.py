"""Where everything of one machine lies."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
ENV_FILE = LOCAL / "env"
RUN = LOCAL / "run"  # who runs, by process id and start time
LOGS = LOCAL / "log"


def prepare() -> None:
    for folder in (LOCAL, RUN, LOGS):
        folder.mkdir(mode=0o700, exist_ok=True)


def is_root() -> bool:
    return os.geteuid() == 0


def postgres_home() -> Path:
    """PostgreSQL refuses to run as root, and another account may not be able to enter the tree.

    So root's data lies beside the system's, named after the tree; everyone else's in the tree.
    """
    if not is_root():
        return LOCAL / "postgres"
    return Path("/var/lib") / f"sujing-{hashlib.sha256(bytes(ROOT)).hexdigest()[:10]}"
