"""Chromium for the browser tests: the system's, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.local.paths import is_root
from config.local.progress import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if is_root() else []),
]
WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as started:
    print(started.chromium.executable_path)
"""
HOW = (
    "No Chromium for the browser tests. Install one (Debian: `apt install chromium "
    "fonts-noto-cjk`), name one in CHROMIUM, or run `playwright install chromium`."
)


class BrowserMissing(Exception):
    """There is no browser; the text says how to get one."""


def find_browser() -> str:
    """The path of a browser, or a clear sentence. Never a silent skip."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if found:
        return found
    own = _playwrights_own()
    if not own.exists():
        raise BrowserMissing(HOW)
    return str(own)


def ensure_browser() -> str:
    """Find a browser, or get one."""
    try:
        return find_browser()
    except BrowserMissing:
        _install()
        return find_browser()


def _install() -> None:
    if is_root() and shutil.which("apt-get"):
        with step("Installing Chromium and Chinese fonts from Debian"):
            _run("apt-get", "update", "-qq")
            options = ("-y", "-qq", "--no-install-recommends")
            _run("apt-get", "install", *options, *PACKAGES)
        return
    with step("Fetching Playwright's Chromium"):
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def _run(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise BrowserMissing(f"{HOW}\n`{' '.join(command)}` said: {done.stderr[-1000:]}")


def _playwrights_own() -> Path:
    """Asked in a process of its own: the answer needs Playwright's driver."""
    command = [sys.executable, "-c", WHERE]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return Path(said or "none")
