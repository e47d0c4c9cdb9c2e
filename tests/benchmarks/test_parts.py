"""Every part runs once, tiny, against real processes. What it measures is not judged here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.local.paths import ROOT

PARTS = [
    "engine",
    "api",
    "flow",
    "reading",
    "bulk",
    "api-full",
    "lists",
    "assist",
    "clocks",
    "screen",
]


@pytest.mark.browser
def test_every_part_yields_figures():
    name = f"{settings.DATABASES['default']['NAME']}_bench"
    options = ["--without", "startup,filling", "--scale", "0.002", "--database", name, "--json"]
    command = [sys.executable, "-m", "benchmarks", *options]
    outer = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}

    done = subprocess.run(command, cwd=ROOT, env=outer, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    measured = dict.fromkeys(figure["part"] for figure in json.loads(done.stdout.splitlines()[-1]))
    assert list(measured) == PARTS
