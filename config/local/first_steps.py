"""Between an empty machine and a page: tables, reference data, files of the pages, demo data."""

import hashlib
import subprocess
import sys
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from config.local.paths import LOCAL, ROOT
from config.local.progress import say, step

STATIC_STAMP = LOCAL / "static-stamp"
DEMO_STATE = LOCAL / "demo-state"  # "begun" outlives a killed build, which is then done anew


def prepare() -> None:
    prepare_database()
    collect_static()
    if wants_demo():
        build_demo()


def prepare_database() -> None:
    with step("Migrating the database"):
        call_command("migrate", interactive=False, verbosity=0)
    with step("Loading reference data"):
        call_command("load_reference", verbosity=0, stdout=StringIO())


def collect_static() -> None:
    """Collect, hash and compress the files of the pages, if any of them changed."""
    stamp = static_stamp()
    root = Path(settings.STATIC_ROOT)
    if root.exists() and STATIC_STAMP.exists() and STATIC_STAMP.read_text() == stamp:
        return
    with step("Collecting static files"):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    STATIC_STAMP.write_text(stamp)


def static_stamp() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            file = Path(storage.path(name)).stat()
            found.update(f"{name} {file.st_mtime_ns} {file.st_size}\n".encode())
    return found.hexdigest()


def wants_demo() -> bool:
    if not settings.DEMO or "demo" not in get_commands():
        return False
    half_built = DEMO_STATE.exists() and DEMO_STATE.read_text() == "begun"
    return half_built or not get_user_model().objects.exists()


def build_demo() -> None:
    """In a process of its own, whose memory goes with it."""
    say("Building the demo data (once; `make demo` does it anew) ...")
    DEMO_STATE.write_text("begun")
    with step("Building the demo data"):
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, check=True)
    DEMO_STATE.write_text("done")
