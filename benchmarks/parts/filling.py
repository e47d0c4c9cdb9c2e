"""Fill the tables: the flow once more, long enough to see whether size matters."""

from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.parts.flow import AIM
from benchmarks.site import Site


def measure(site: Site) -> Iterator[Figure]:
    if site.is_full():
        return
    taken, through = site.fill()
    note = f"until {site.size:,} complaints are stored"
    yield Figure("receive_contacts", taken, "rows/s", note="workers busy meanwhile")
    yield Figure("in and through all four stages", through, "rows/s", at_least=AIM, note=note)
