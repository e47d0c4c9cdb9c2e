"""An installation of its own: an empty tree, a real cluster."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import environment, processes
from config.local.postgres import Postgres


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing set, nothing made."""
    for name in (*environment.SECRETS, *environment.ADDRESSES, "DEMO", "PRODUCTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environment, "ENV_FILE", tmp_path / "env")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(processes, "RUN", tmp_path)
    return tmp_path


@pytest.fixture
def cluster(tree: Path) -> Iterator[Postgres]:
    """A real PostgreSQL, in a folder that an unprivileged account can reach."""
    server = Postgres(environment.ensure()["DATABASE_URL"])
    server.home = Path(f"/tmp/sujing-test-{os.getpid()}-{time.monotonic_ns()}")
    server.data = server.home / "data"
    yield server
    server.stop()
    for folder in server.home.parent.glob(f"{server.home.name}*"):
        shutil.rmtree(folder)
