"""A thousand contacts per request, and a file by command."""

import csv
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import Role
from benchmarks.client import connected
from benchmarks.cpu import Meter
from benchmarks.figures import Figure
from benchmarks.site import ROWS, Site
from benchmarks.stage import HOME, manage
from benchmarks.texts import Author

REQUESTS = 20
FILE_ROWS = 20_000
AIM = 3000.0  # contacts a second, architecture section 6


def measure(site: Site) -> Iterator[Figure]:
    """Rows accepted per second; reading them comes later, so the workers rest."""
    requests, rows = max(1, round(REQUESTS * site.scale)), max(100, round(FILE_ROWS * site.scale))
    with site.processes.paused("worker"):
        meter, rate = Meter(site.processes), by_api(site, requests)
        yield Figure("bulk API, 1,000 rows a request", rate, "rows/s", None, AIM)
        yield from meter.per_row((requests + 1) * ROWS)
        rate, start = by_command(rows)
        yield Figure("import_contacts", rate, "rows/s", None, AIM, f"{rows:,} rows of CSV")
        yield Figure("import_contacts, of one row", start, "s", note="start of the command")
    site.settle()


def batch(author: Author, count: int) -> dict[str, Any]:
    now = timezone.now()
    return {"contacts": [author.posted(now - timedelta(seconds=n)) for n in range(count)]}


def by_api(site: Site, requests: int) -> float:
    """Rows per second as one client sees it, one request after the other."""
    author = Author(int(time.time()))
    batches = [batch(author, ROWS) for _ in range(requests + 1)]
    with connected(site.port, site.key_headers()) as client:
        client.post("/api/v1/contacts/bulk/", batches.pop())
        answers = [client.post("/api/v1/contacts/bulk/", each) for each in batches]
    created = sum(answer.json()["created"] for answer in answers)
    return created / sum(answer.seconds for answer in answers)


def by_command(rows: int) -> tuple[float, float]:
    """Rows per second without the start of the command, and how long that start takes."""
    start = _imported(write_file(1))
    return rows / max(_imported(write_file(rows)) - start, 0.001), start


def _imported(file: Path) -> float:
    began = time.perf_counter()
    options = ["--user", f"bench-{Role.ADMINISTRATOR[:5]}", "--no-wait"]
    manage("import_contacts", str(file), *options)
    return time.perf_counter() - began


def write_file(rows: int) -> Path:
    author, now = Author(rows), timezone.now()
    file = HOME / f"rows-{rows}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("text", "received_at", "channel", "name", "phone"))
        for n in range(rows):
            contact = author.contact(now - timedelta(seconds=n))
            when = contact.occurred_at.isoformat(timespec="seconds")
            person = contact.person
            writer.writerow((contact.text, when, contact.channel, person.name, person.phone))
    return file
