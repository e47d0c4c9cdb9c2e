"""Make `.venv` and `node_modules` what the locked files say: `python3 config/local/setup.py [dev]`.

Runs before anything is installed, on the standard library alone; doing it again costs nothing.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (the first line an old Python sees)
    sys.exit(
        "Sujing needs Python 3.11 or newer, this is {}.{}. Name a newer one: "
        "`make run PYTHON=python3.12`.".format(*sys.version_info)
    )

import fcntl
import hashlib
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

from progress import step

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCAL = ROOT / ".local"
NO_VENV = (
    "This Python cannot make virtual environments. On Debian or Ubuntu: `apt install python3-venv`."
)


def main(dev: bool) -> None:
    LOCAL.mkdir(mode=0o700, exist_ok=True)
    with (LOCAL / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _lend_caches()
        make_venv()
        install_python_packages(dev)
        install_front_end_packages(dev)


def make_venv() -> None:
    """A `.venv` that was moved or half made is made again."""
    if venv_works():
        return
    if VENV.is_symlink():  # --clear would empty what it points to, most likely another checkout's
        sys.exit(f"{VENV} is a link to an environment of another place. Remove the link.")
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        sys.exit(NO_VENV)
    with step("Making .venv"):
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def venv_works() -> bool:
    """`activate` is written last, and holds the place where the environment was made."""
    try:
        here = str(VENV) in (VENV / "bin" / "activate").read_text(encoding="utf-8")
        return here and ask([str(PYTHON), "-c", ""]).returncode == 0
    except OSError:
        return False


def install_python_packages(dev: bool) -> None:
    """The development set contains the other, so nothing is left to do after it."""
    full, lean = ROOT / "requirements-dev.txt", ROOT / "requirements.txt"
    wanted = full if dev else lean
    stamp, mark = VENV / "installed", f"{full.name} {digest(full, lean)}"
    mine = mark if dev else f"{lean.name} {digest(lean)}"
    if read(stamp) in (mark, mine):
        return
    stamp.unlink(missing_ok=True)
    with step("Installing Python packages"):
        if not (get_uv(full) and try_uv(wanted)):
            pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes"]
            run([*pip, "-r", str(wanted)])
    stamp.write_text(mine)


def get_uv(full: Path) -> bool:
    """uv itself by pip, with the hashes it is locked with. Where there is none, pip does it all."""
    if (VENV / "bin" / "uv").exists():
        return True
    block = re.search(r"^uv==(?:.*\\\n)+.*\n", full.read_text(encoding="utf-8"), re.MULTILINE)
    only = LOCAL / "uv.txt"
    only.write_text(block.group() if block else "uv\n", encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    return ask([*pip, "-r", str(only)]).returncode == 0


def try_uv(wanted: Path) -> bool:
    """uv does not read pip's settings, and many people's mirror stands only there."""
    pip = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    mirror = ask(pip).stdout.strip()
    if mirror:
        os.environ.setdefault("UV_DEFAULT_INDEX", mirror)
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    return ask([*uv, "--require-hashes", "-r", str(wanted)]).returncode == 0


def install_front_end_packages(dev: bool) -> None:
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".installed"
    full, lean = f"dev {digest(lock)}", f"run {digest(lock)}"
    if read(stamp) == full or (not dev and read(stamp) == lean):
        return
    with step("Installing front-end packages"):
        npm = [str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run([*npm, *([] if dev else ["--omit=dev"])])
    stamp.write_text(full if dev else lean)


def run(command: list[str]) -> None:
    done = ask(command)
    if done.returncode:
        sys.exit(f"`{' '.join(command)}` failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def ask(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def digest(*files: Path) -> str:
    """What was installed, for which Python."""
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _lend_caches() -> None:
    """An account without a home of its own keeps the package managers' caches here."""
    if not os.access(Path.home(), os.W_OK):
        for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache"):
            os.environ.setdefault(name, str(LOCAL / "cache" / name.partition("_")[0].lower()))


if __name__ == "__main__":
    main(dev="dev" in sys.argv[1:])
