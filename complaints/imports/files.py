"""Uploaded files hold personal data: unreadable names, for us alone, and not kept."""

import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from complaints.imports.errors import FileError
from complaints.imports.limits import MAX_UPLOAD, MB
from complaints.models import ImportJob, ImportProblem

KEPT = timedelta(days=7)  # what nobody finished is forgotten after this


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def keep_upload(pieces: Iterable[bytes]) -> Path:
    """Write an upload under a random name that only we may read. Raises FileError if too large."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path, size = folder() / secrets.token_hex(16), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > MAX_UPLOAD:
                path.unlink()
                raise FileError("too_large", limit=MAX_UPLOAD // MB)
            file.write(piece)
    return path


def forget_file(job: ImportJob) -> None:
    """Delete the upload of a job; a file the command was pointed at is not ours to delete."""
    path = Path(job.path) if job.path else None
    if path and path.parent == folder():
        path.unlink(missing_ok=True)
        job.path = ""
        job.save(update_fields=["path"])


def purge_imports(now: datetime) -> None:
    """Forget what nobody finished within a week: files, the cells of refused rows, strays."""
    old = ImportJob.objects.exclude(status=ImportJob.RUNNING).filter(created_at__lt=now - KEPT)
    for job in old.exclude(path=""):
        forget_file(job)
    ImportProblem.objects.filter(job__in=old).update(cells=None)
    _delete_strays(now)


def _delete_strays(now: datetime) -> None:
    """Uploads whose job was never noted, because the file was refused or the power went."""
    known = set(ImportJob.objects.exclude(path="").values_list("path", flat=True))
    before = (now - timedelta(hours=1)).timestamp()
    for path in folder().glob("*"):
        if str(path) not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
