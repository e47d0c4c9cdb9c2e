"""Of the front-end packages, only the files our pages use are collected and compressed."""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder


class UsedFilesFinder(FileSystemFinder):
    """Files of our own, and those of packages that `VENDOR_FILES` names."""

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for path, storage in super().list(ignore_patterns):
            prefix = getattr(storage, "prefix", "")
            if not prefix or is_used(f"{prefix}/{path}"):
                yield path, storage


def is_used(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in settings.VENDOR_FILES)
