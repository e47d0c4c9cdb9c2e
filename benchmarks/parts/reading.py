"""The subscriber that reads contacts: readings a second in one process, and what one costs."""

import time
from collections.abc import Iterator

from django.db import connection

from benchmarks.client import connected
from benchmarks.cpu import seconds
from benchmarks.figures import Figure
from benchmarks.parts.bulk import ADDRESS, batch
from benchmarks.site import ROWS, Site
from benchmarks.texts import Author
from outbox.delivery import drain
from outbox.models import Delivery
from outbox.registry import subscribers

NAME = "sentiment.read"
CONTACTS = 5000
ALL = 10_000  # batches: more than there can be


def measure(site: Site) -> Iterator[Figure]:
    """The workers rest; this process does what one of them does, so nobody shares its time."""
    rows, size = max(200, round(CONTACTS * site.scale)), subscribers[NAME].batch
    site.settle()
    with site.processes.paused("beat", "worker"):
        bring(site, min(rows, size))
        drain(NAME, batches=ALL)  # the first batch loads the engine
        bring(site, rows)
        waiting = Delivery.objects.pending().filter(subscriber=NAME).count()
        wall, own, server = used()
        done = drain(NAME, batches=ALL)
        wall, own, server = (
            now - then for now, then in zip(used(), (wall, own, server), strict=True)
        )
    note = f"{done:,} contacts in batches of {size:,}, one process"
    yield Figure("readings stored", done / wall, "/s", note=note)
    yield Figure("cost of a reading in the worker", 1000 * own / done, "ms", note="processor time")
    yield Figure("cost of a reading in PostgreSQL", 1000 * server / done, "ms", note="likewise")
    yield Figure("readings two free cores could store", 2 * done / (own + server), "/s")
    yield Figure("contacts left unread", waiting - done, "", at_most=0)
    site.settle()


def bring(site: Site, rows: int) -> None:
    """So many contacts by the bulk API."""
    author = Author(int(time.time()) + rows)
    with connected(site.port, site.key_headers()) as client:
        for start in range(0, rows, ROWS):
            client.post(ADDRESS, batch(author, min(ROWS, rows - start)))


def used() -> tuple[float, float, float]:
    """Seconds by the clock, of this process, and of its own server process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return time.perf_counter(), time.process_time(), seconds(backend)
