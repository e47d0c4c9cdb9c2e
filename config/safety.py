"""What makes an installation unsafe. Production refuses to start while anything is on this list."""

from collections.abc import Mapping, Sequence
from typing import Any

SECRETS = ("SECRET_KEY", "FIELD_HASH_KEY")
MIN_LENGTH = 50  # Django's own bound for its key
MIN_HASH_LENGTH = 32
FERNET_LENGTH = 44  # 32 bytes, base64


def dangers(settings: Mapping[str, Any], local: Mapping[str, str]) -> list[str]:
    """Sentences about `settings`; `local` holds the secrets made for one-machine use, if any."""
    found = []
    if settings["DEBUG"]:
        found.append("DEBUG is on: it shows source and settings to everybody.")
    if settings["DEMO"]:
        found.append("DEMO is on: it creates people with published passwords.")
    if "*" in settings["ALLOWED_HOSTS"]:
        found.append("ALLOWED_HOSTS contains *: name the hosts.")
    if not settings["HTTPS"]:
        found.append("HTTPS is off: passwords and cookies would travel in the open.")
    if not settings["METRICS_TOKEN"]:
        found.append("METRICS_TOKEN is not set: a proxy's /metrics would be open to everybody.")
    return found + weak_keys(settings) + borrowed_keys(settings, local)


def weak_keys(settings: Mapping[str, Any]) -> list[str]:
    found = []
    if len(settings["SECRET_KEY"]) < MIN_LENGTH:
        found.append(f"DJANGO_SECRET_KEY is shorter than {MIN_LENGTH} characters.")
    if len(settings["FIELD_HASH_KEY"]) < MIN_HASH_LENGTH:
        found.append(f"FIELD_HASH_KEY is shorter than {MIN_HASH_LENGTH} characters.")
    if any(len(key) != FERNET_LENGTH for key in settings["FIELD_ENCRYPTION_KEYS"]):
        found.append("FIELD_ENCRYPTION_KEYS holds something that is no Fernet key.")
    return found


def borrowed_keys(settings: Mapping[str, Any], local: Mapping[str, str]) -> list[str]:
    """Keys out of `.local/env` have lain beside demo data; production makes its own."""
    used: Sequence[str] = [
        *(settings[name] for name in SECRETS),
        *settings["FIELD_ENCRYPTION_KEYS"],
    ]
    made_here = {value for name, value in local.items() if name.endswith(("KEY", "KEYS"))}
    return ["A key is the one of .local/env: make one of its own."] if made_here & set(used) else []
