"""Production refuses to start unsafely."""

import os
import subprocess
import sys

import pytest

from config.local.environment import read
from config.local.paths import ROOT
from config.safety import dangers

SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "ALLOWED_HOSTS": ["complaints.example.org"],
    "HTTPS": True,
    "METRICS_TOKEN": "t" * 32,
    "SECRET_KEY": "s" * 60,
    "FIELD_HASH_KEY": "h" * 64,
    "FIELD_ENCRYPTION_KEYS": ["k" * 43 + "="],
}
PRODUCTION = read(ROOT / "tests" / "config" / "production.env")


def load_settings(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import config.settings"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.defpath} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_safe_installation_has_no_dangers():
    assert dangers(SAFE, {}) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"DEMO": True}, "DEMO"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS"),
        ({"HTTPS": False}, "HTTPS"),
        ({"METRICS_TOKEN": ""}, "METRICS_TOKEN"),
        ({"SECRET_KEY": "short"}, "DJANGO_SECRET_KEY"),
        ({"FIELD_HASH_KEY": "short"}, "FIELD_HASH_KEY"),
        ({"FIELD_ENCRYPTION_KEYS": ["short"]}, "FIELD_ENCRYPTION_KEYS"),
    ],
)
def test_each_danger_is_named(change, word):
    [danger] = dangers(SAFE | change, {})

    assert danger.startswith(word)


def test_the_keys_of_one_machine_are_refused_elsewhere():
    [danger] = dangers(SAFE, {"DJANGO_SECRET_KEY": SAFE["SECRET_KEY"]})

    assert ".local/env" in danger


def test_production_starts_with_keys_of_its_own():
    assert load_settings(PRODUCTION).returncode == 0


@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "FIELD_HASH_KEY"])
def test_production_without_one_of_its_keys_does_not_start(name):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}

    refused = load_settings(environment)

    assert refused.returncode == 1
    assert f"{name} is not set" in refused.stderr


def test_production_with_demo_people_does_not_start():
    refused = load_settings(PRODUCTION | {"DEMO": "1"})

    assert refused.returncode == 1
    assert "DEMO is on" in refused.stderr
