"""Departments, users and keys are made here."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import ApiKey, Department, Role, User

SCOPES = ("contacts:write", "complaints:read", "readings:read")


@transaction.atomic
def create_department(name: str, *, parent: Department | None = None) -> Department:
    """Make a department below another one, or a root."""
    department = Department.objects.create(name=name, parent=parent)
    place_department(department)
    return department


@transaction.atomic
def place_department(department: Department) -> None:
    """Give a department, and all below it, the path of where it stands now."""
    parent = department.parent
    department.path = f"{parent.path if parent else '/'}{department.pk}/"
    department.save(update_fields=["path"])
    for child in Department.objects.filter(parent=department):
        place_department(child)


def create_user(
    username: str,
    password: str | None,
    *,
    role: str,
    department: Department | None = None,
    display_name: str = "",
    staff_no: str = "",
) -> User:
    """Make a user; without a password nobody can log in as them (programs use keys)."""
    is_administrator = role == Role.ADMINISTRATOR
    return User.objects.create_user(
        username,
        password=password,
        role=role,
        department=department,
        display_name=display_name,
        staff_no=staff_no,
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )


def issue_key(
    name: str, *, user: User, scopes: list[str], expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key and give back its secret, which is shown once and never stored."""
    key = ApiKey(name=name, scopes=scopes, user=user, expires_at=expires_at)
    secret = new_secret(key)
    key.save()
    return key, secret


def new_secret(key: ApiKey) -> str:
    """Fill prefix and hash of an unsaved key; returns the whole key as the client sends it."""
    key.prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key.hashed = hash_secret(secret)
    return f"sj_{key.prefix}_{secret}"


def hash_secret(secret: str) -> str:
    """A plain SHA-256 is enough: the secret is 256 random bits, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def revoke_key(key: ApiKey) -> None:
    """From now on this key opens nothing."""
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
