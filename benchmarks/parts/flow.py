"""From the first row accepted until every contact was read, portrayed, judged and checked."""

import time
from collections.abc import Iterator

from benchmarks.client import connected
from benchmarks.cpu import Meter
from benchmarks.figures import Figure
from benchmarks.parts.bulk import batch
from benchmarks.site import ROWS, Site
from benchmarks.texts import Author
from outbox.models import Delivery

REQUESTS = 10
AIM = 500.0  # contacts a second, architecture section 6


def measure(site: Site) -> Iterator[Figure]:
    """The rows come by the bulk API while the workers run."""
    requests, author = max(1, round(REQUESTS * site.scale)), Author(int(time.time()) + 1)
    batches = [batch(author, ROWS) for _ in range(requests)]
    meter, failed = Meter(site.processes), Delivery.objects.failed().count()
    with connected(site.port, site.key_headers()) as client:
        began = time.perf_counter()
        for each in batches:
            client.post("/api/v1/contacts/bulk/", each)
        site.settle()
    rate = requests * ROWS / (time.perf_counter() - began)
    note = f"{requests * ROWS:,} rows"
    yield Figure("in and through all four stages", rate, "rows/s", at_least=AIM, note=note)
    yield from meter.per_row(requests * ROWS)
    yield Figure("deliveries failed", Delivery.objects.failed().count() - failed, "", at_most=0)
