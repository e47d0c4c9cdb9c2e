"""A thousand contacts per request, and a file by command."""

import csv
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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

ADDRESS = "/api/v1/contacts/bulk/"
REQUESTS = 10
FILE_ROWS = 10_000
AIM = 3000.0  # contacts a second, architecture section 6


def measure(site: Site) -> Iterator[Figure]:
    """Rows accepted per second; reading them comes later, so the workers rest."""
    requests, rows = max(2, round(REQUESTS * site.scale)), max(100, round(FILE_ROWS * site.scale))
    with site.processes.paused("worker"):
        by_api(site, 2, clients=2)  # warm up
        for clients in (1, 2):
            meter, rate = Meter(site.processes), by_api(site, requests, clients=clients)
            what = f"bulk API, 1,000 rows a request, {clients} at a time"
            yield Figure(what, rate, "rows/s", at_least=AIM)
        yield from meter.per_row(requests * ROWS)
        rate, start = by_command(rows)
        yield Figure("import_contacts", rate, "rows/s", None, AIM, f"{rows:,} rows of CSV")
        yield Figure("import_contacts, of one row", start, "s", note="start of the command")
    site.settle()


def batch(author: Author, count: int) -> dict[str, Any]:
    now = timezone.now()
    return {"contacts": [author.posted(now - timedelta(seconds=n)) for n in range(count)]}


def by_api(site: Site, requests: int, *, clients: int) -> float:
    """Rows per second that clients see together, each sending one request after the other."""
    author, headers = Author(int(time.time())), site.key_headers()
    bodies = [json.dumps(batch(author, ROWS)).encode() for _ in range(requests)]

    def send(share: list[bytes]) -> int:
        with connected(site.port, headers) as client:
            answers = [client.send(ADDRESS, body, "application/json") for body in share]
        return sum(answer.json()["created"] for answer in answers)

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        created = sum(pool.map(send, [bodies[n::clients] for n in range(clients)]))
    return created / (time.perf_counter() - began)


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
