"""`.local/env`: secrets and addresses made on first run, readable by their owner only."""

import base64
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from config.local.paths import ENV_FILE, ROOT, prepare

SECRETS: dict[str, Callable[[], str]] = {
    "DJANGO_SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "FIELD_ENCRYPTION_KEYS": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "FIELD_HASH_KEY": lambda: secrets.token_hex(32),
}
ADDRESSES: dict[str, Callable[[], str]] = {
    "DATABASE_URL": lambda: (
        f"postgres://sujing:{secrets.token_hex(16)}@127.0.0.1:{free_port()}/sujing"
    ),
    "REDIS_URL": lambda: f"redis://:{secrets.token_hex(16)}@127.0.0.1:{free_port()}/0",
}
DEFAULTS: dict[str, Callable[[], str]] = {"DEMO": lambda: "1"}
TRUE = {"1", "true", "yes", "on"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def read(file: Path) -> dict[str, str]:
    """The variables of a file of NAME=value lines; none if there is no such file."""
    if not file.exists():
        return {}
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def write(values: dict[str, str]) -> None:
    """Replace `.local/env` in one move, so that no reader ever sees half of it."""
    prepare()
    draft = ENV_FILE.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    draft.replace(ENV_FILE)


def given(name: str) -> str:
    """What the installation itself says: the environment first, then `.env`."""
    own = read(ENV_FILE).get(name)
    value = os.environ.get(name, "")
    return read(ROOT / ".env").get(name, "") if value in ("", own) else value


def is_production() -> bool:
    return given("PRODUCTION").lower() in TRUE


def is_embedded(name: str) -> bool:
    """Whether the server behind this address is ours to start and stop."""
    return not is_production() and not given(name)


def ensure() -> dict[str, str]:
    """Add to `.local/env` whatever nobody has set. Production brings its own, nothing is made."""
    values = read(ENV_FILE)
    if is_production():
        return values
    makers = SECRETS | ADDRESSES | DEFAULTS
    missing = {name: make() for name, make in makers.items() if not (name in values or given(name))}
    if missing:
        values |= missing
        write(values)
    return values


def addresses() -> dict[str, str]:
    """What children and shells need: what was given, else what was made."""
    values = ensure()
    return {name: given(name) or value for name, value in values.items()}


def change(name: str, value: str) -> None:
    """A server moved: tell the file, and this process and its children."""
    write(read(ENV_FILE) | {name: value})
    os.environ[name] = value


def wanted(argv: list[str]) -> bool:
    """Whether this command line may make `.local/env`: never where a database was chosen."""
    starts = argv[1:2] in (["local"], ["up"])
    return starts or not (ENV_FILE.exists() or given("DATABASE_URL"))
