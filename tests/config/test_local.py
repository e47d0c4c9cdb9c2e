"""One machine: secrets, ports, processes and servers, with real processes and files."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.local import browser, commands, environment, processes
from config.local.paths import ROOT
from config.local.supervisor import Child


def test_secrets_are_made_once_and_only_for_their_owner(tree):
    first, second = environment.ensure(), environment.ensure()

    assert first == second
    assert set(first) == {*environment.SECRETS, *environment.ADDRESSES, "DEMO"}
    assert (tree / "env").stat().st_mode & 0o777 == 0o600


def test_a_database_of_ones_own_is_left_alone(tree, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db.invalid/mine")

    made = environment.ensure()

    assert "DATABASE_URL" not in made
    assert not environment.is_embedded("DATABASE_URL")
    assert environment.is_embedded("REDIS_URL")


def test_the_file_env_counts_like_the_environment(tree):
    (tree / ".env").write_text("REDIS_URL=redis://redis.invalid/0\n")

    assert "REDIS_URL" not in environment.ensure()


def test_production_makes_no_secrets(tree, monkeypatch):
    monkeypatch.setenv("PRODUCTION", "1")

    assert environment.ensure() == {}
    assert not (tree / "env").exists()


@pytest.mark.parametrize(
    ("line", "url", "expected"),
    [
        ("manage.py up", "", True),
        ("manage.py migrate", "", True),
        ("manage.py migrate", "postgres://me@db.invalid/mine", False),
    ],
)
def test_only_who_chose_no_database_gets_one(tree, monkeypatch, line, url, expected):
    monkeypatch.setenv("DATABASE_URL", url)

    assert environment.wanted(line.split()) is expected


def test_a_taken_port_is_named_and_the_next_one_used(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]

        port = commands.choose_port("127.0.0.1", taken)

    assert port > taken
    assert f"Port {taken} is taken; using {port}" in capsys.readouterr().out


def sleeper(**options) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    return subprocess.Popen(command, start_new_session=True, **options)


def test_a_leftover_is_ended(tree):
    process = sleeper(cwd=ROOT)
    processes.record("web", process.pid)

    assert processes.end_leftovers("web")

    assert process.wait(timeout=5) == -signal.SIGTERM


def test_a_stranger_with_the_same_id_is_left_alone(tree):
    process = sleeper(cwd=ROOT)
    (tree / "web.json").write_text(f'{{"pid": {process.pid}, "started": "long ago"}}')

    assert not processes.end_leftovers("web")

    assert process.poll() is None
    process.kill()
    process.wait()


def test_a_fallen_child_is_started_again_after_a_growing_pause(tree):
    child = Child("child", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))

    pauses = []
    for _ in range(2):
        child.due = 0.0
        child.look_after(time.monotonic())
        assert child.process is not None
        child.process.wait(timeout=10)
        child.look_after(time.monotonic())
        pauses.append(child.pause)

    assert pauses == [2.0, 4.0]


def test_a_missing_browser_is_said_clearly(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser, "_playwrights_own", lambda: Path("none"))

    with pytest.raises(browser.BrowserMissing, match="No Chromium for the browser tests"):
        browser.find_browser()


def test_postgres_survives_a_kill_and_starts_twice(cluster):
    cluster.start()
    cluster.start()
    os.kill(cluster.pid(), signal.SIGKILL)

    cluster.start()

    assert cluster.answers()
    assert cluster.data.stat().st_mode & 0o777 == 0o700


def test_data_whose_keys_are_gone_is_set_aside(cluster, capsys):
    cluster.start()
    cluster.url = cluster.url.replace(":", ":x", 2).replace(":x//", "://", 1)

    cluster.start()

    assert cluster.answers()
    assert "was set aside in" in capsys.readouterr().out


def test_a_taken_database_port_is_left_and_the_new_one_written_down(cluster, tree):
    with socket.create_server(("127.0.0.1", cluster.port)):
        cluster.start()

        assert cluster.answers()
        assert environment.read(tree / "env")["DATABASE_URL"] == cluster.url
