"""How late a warning step of a time limit is noticed."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from benchmarks.figures import Figure, percentile
from benchmarks.site import Site
from complaints.models import Clock

CLOCKS = 100
FIRST, APART = 5.0, 0.2  # seconds until the first step, and between two
AIM = 5.0  # seconds, architecture section 6
GIVE_UP = 60.0


def measure(site: Site) -> Iterator[Figure]:
    """Running clocks are set to end within the next half minute, and watched."""
    due = set_to_end(max(5, round(CLOCKS * site.scale)))
    late = watch(due)
    note = f"{len(due)} clocks"
    yield Figure("step noticed late by, p50", percentile(late, 0.50), "s", note=note)
    yield Figure("step noticed late by, most", max(late), "s", at_most=AIM, note=note)
    yield Figure("steps never noticed", len(due) - len(late), "", at_most=0)


def set_to_end(count: int) -> dict[int, datetime]:
    """Give clocks of open complaints ends in the near future: clock id and end."""
    now = timezone.now() + timedelta(seconds=FIRST)
    clocks = list(Clock.objects.running().filter(complaint__finished_at=None, used__lt=100)[:count])
    for n, clock in enumerate(clocks):
        clock.due_at = clock.next_step_at = now + timedelta(seconds=n * APART)
        clock.started_at = clock.due_at - timedelta(days=5)
        clock.used = 0
    Clock.objects.bulk_update(clocks, ["due_at", "next_step_at", "started_at", "used"])
    return {clock.pk: clock.due_at for clock in clocks}


def watch(due: dict[int, datetime]) -> list[float]:
    """Seconds by which each step was noticed late; ours only, as exact as we look (50 ms)."""
    left, late, end = dict(due), [], time.monotonic() + GIVE_UP
    while left and time.monotonic() < end:
        seen = set(Clock.objects.filter(pk__in=left, used=100).values_list("pk", flat=True))
        now = timezone.now()
        late += [(now - left.pop(pk)).total_seconds() for pk in seen]
        time.sleep(0.05)
    return late
