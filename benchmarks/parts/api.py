"""One contact per request, from eight clients at once."""

from collections.abc import Iterator
from itertools import count
from threading import local

from django.utils import timezone

from benchmarks.client import Answer, Client, Press
from benchmarks.cpu import Meter
from benchmarks.figures import Figure, latencies
from benchmarks.site import Site
from benchmarks.texts import Author
from complaints.models import Complaint

CLIENTS = 8
SECONDS = 12.0
STEADY = 50.0  # contacts a second, the pace at which alerts must be on the screen in time
P95 = 50.0  # milliseconds, architecture section 6


def measure(site: Site) -> Iterator[Figure]:
    """Latencies as the clients see them; the workers read along meanwhile."""
    seconds = max(1.0, SECONDS * min(1.0, site.scale * 10))
    steady, hard = Press(CLIENTS, seconds, STEADY), Press(CLIENTS, seconds)
    headers, ask = site.key_headers(), poster()
    size = f"{Complaint.objects.count():,} complaints stored"
    Press(CLIENTS, 1.0)(ask, port=site.port, headers=headers)
    for press, what in (
        (steady, "POST, 8 clients, 50/s together"),
        (hard, "POST, 8 clients, no pause"),
    ):
        site.settle()
        meter = Meter(site.processes)
        load = press(ask, port=site.port, headers=headers)
        yield from latencies(what, load.times, p95_at_most=P95, note=size)
        yield Figure(f"{what}: contacts taken", load.per_second, "/s")
        site.settle()
        yield from meter.per_row(len(load.answers))
        yield Figure(f"{what}: refused", load.refused, "", at_most=0)


def poster():
    """A function that posts the next contact; every thread writes its own."""
    seeds, own = count(timezone.now().timestamp() // 1), local()

    def ask(client: Client) -> Answer:
        if not hasattr(own, "author"):
            own.author = Author(int(next(seeds)))
        return client.post("/api/v1/contacts/", own.author.posted(timezone.now()))

    return ask
