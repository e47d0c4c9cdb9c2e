"""What runs before anything is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

LOCAL = Path(__file__).parents[2] / "config" / "local"


def test_an_environment_of_another_place_is_never_emptied(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    shutil.copytree(LOCAL, here / "config" / "local")
    there.mkdir()
    (there / "precious").write_text("kept")
    (here / ".venv").symlink_to(there)

    done = subprocess.run(
        [sys.executable, "config/local/setup.py"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Remove the link" in done.stderr
    assert (there / "precious").read_text() == "kept"
