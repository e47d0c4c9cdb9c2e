"""PostgreSQL restarts under a running site: a clear "later" at once, then all is well again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from config.local import commands
from config.local.environment import free_port
from config.local.paths import ROOT

LATER = (503, "2")
HANGS = 30  # seconds; whoever waits for a database that is away waits longer


@pytest.fixture
def site(cluster, tmp_path_factory) -> Iterator[str]:
    cluster.start()
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": cluster.url,
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "-v0", "--no-input"]
    subprocess.run(collect, cwd=ROOT, env=surroundings, check=True)
    migrate = [sys.executable, "manage.py", "migrate", "-v0", "--no-input", "--skip-checks"]
    for app in ("sessions", "outbox"):
        subprocess.run([*migrate, app], cwd=ROOT, env=surroundings, check=True)
    port = free_port()
    command = commands.web("127.0.0.1", port, "1")
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, start_new_session=True)
    yield f"http://127.0.0.1:{port}"
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


def ask(address: str) -> tuple[int, str | None]:
    """Status and Retry-After of an address that looks up a session."""
    cookie = {"Cookie": "sessionid=somebody-who-was-logged-in"}
    request = Request(address, headers=cookie)  # noqa: S310  (a loopback address)
    try:
        with urlopen(request, timeout=HANGS) as response:  # noqa: S310
            return response.status, response.headers["Retry-After"]
    except HTTPError as error:
        return error.code, error.headers["Retry-After"]


def ask_until_ready(address: str) -> tuple[int, str | None]:
    deadline = time.monotonic() + 60
    while True:
        try:
            if (answer := ask(address))[0] == 200 or time.monotonic() > deadline:
                return answer
        except OSError:
            assert time.monotonic() < deadline, "the site did not start"
        time.sleep(0.2)


def test_a_restart_of_postgres_is_a_clear_later_and_then_forgotten(site, cluster):
    assert ask_until_ready(f"{site}/readyz") == (200, None)

    cluster.stop()
    for address, expected in (("/", LATER), ("/readyz", LATER), ("/healthz", (200, None))):
        assert (address, ask(f"{site}{address}")) == (address, expected)

    cluster.start()

    assert ask_until_ready(f"{site}/readyz") == (200, None)
