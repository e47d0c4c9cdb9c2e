"""The production files, without a Docker engine: they parse, they fit, and their commands run."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from django.db import connection

from config.local.commands import QUEUES
from config.local.environment import free_port, read
from config.local.paths import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
READ_IN_SETTINGS = re.compile(r"""(?:env\.\w+|required)\(\s*"([A-Z_]+)\"""")
READ_ELSEWHERE = {"PORT", "HOST", "WEB_WORKERS", "WEB_THREADS", "CHROMIUM", "POSTGRES_PASSWORD"}


def known_variables() -> set[str]:
    return set(READ_IN_SETTINGS.findall((ROOT / "config" / "settings.py").read_text()))


def test_the_services_are_those_of_the_architecture():
    assert set(SERVICES) == {"db", "redis", "prepare", "web", "worker", "beat"}


def test_the_example_names_every_variable_and_no_other():
    assert set(read(ROOT / ".env.example")) == known_variables() | READ_ELSEWHERE


def test_the_image_sets_only_variables_that_something_reads():
    block = re.search(r"^ENV ((?:.*\\\n)*.*)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    names = {word.partition("=")[0] for word in shlex.split(block.group(1).replace("\\\n", " "))}

    assert {name for name in names if not name.startswith(("PYTHON", "PATH"))} <= known_variables()


def test_what_the_image_copies_exists():
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )

    assert [name for line in copied for name in line.split() if not (ROOT / name).exists()] == []


def test_workers_listen_to_the_same_queues_everywhere():
    assert QUEUES in SERVICES["worker"]["command"]


def test_our_services_get_the_environment_and_wait_for_the_database():
    for service in OURS.values():
        assert service["env_file"] == ".env"
        assert {"db", "redis"} <= set(service["depends_on"]) or "prepare" in service["depends_on"]


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """The test's own database, with the settings of the tests."""
    database = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"{address}/{database}",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def start(service: str, environment: dict[str, str], **changes: str) -> subprocess.Popen[str]:
    command = [changes.get(word, word) for word in SERVICES[service]["command"]]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=30)


def lines_until(process: subprocess.Popen[str], word: str) -> Iterator[str]:
    for line in process.stdout or ():
        yield line
        if word in line:
            return


def test_the_command_of_prepare_runs(environment):
    process = start("prepare", environment)

    output, _ = process.communicate(timeout=120)

    assert process.returncode == 0, output


def test_the_command_of_web_answers_probes(environment):
    port = str(free_port())
    process = start("web", environment, **{"8000": port, "0.0.0.0": "127.0.0.1"})  # noqa: S104
    try:
        assert answer(f"http://127.0.0.1:{port}/healthz") == b"ok"
    finally:
        end(process)


def answer(address: str) -> bytes:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=5) as response:  # noqa: S310  (a loopback address)
                return response.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize(("service", "word"), [("worker", "ready."), ("beat", "Sending due task")])
def test_the_commands_of_worker_and_beat_start(environment, service, word, tmp_path):
    process = start(service, environment, **{"/tmp/beat": str(tmp_path / "beat")})
    try:
        *_, last = lines_until(process, word)
        assert word in last
    finally:
        end(process)
