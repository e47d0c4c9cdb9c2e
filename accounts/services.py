"""Departments, users and keys are made here."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import ApiKey, Department, User

SCOPES = ("contacts:write", "complaints:read")


@transaction.atomic
def create_department(name: str, *, parent: Department | None = None) -> Department:
    """Make a department below another one, or a root."""
    department = Department.objects.create(name=name, parent=parent)
    department.path = f"{parent.path if parent else '/'}{department.pk}/"
    department.save(update_fields=["path"])
    return department


def issue_key(
    name: str, *, user: User, scopes: list[str], expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key and give back its secret, which is shown once and never stored."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        name=name,
        prefix=prefix,
        hashed=hash_secret(secret),
        scopes=scopes,
        user=user,
        expires_at=expires_at,
    )
    return key, f"sj_{prefix}_{secret}"


def hash_secret(secret: str) -> str:
    """A plain SHA-256 is enough: the secret is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def revoke_key(key: ApiKey) -> None:
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
