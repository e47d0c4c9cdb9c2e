"""How many complaints came when, what was to be expected, and where it was far more than that."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import Count
from django.db.models.functions import TruncHour
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from insights.reports.period import Period

WEEKS = 4  # of history behind the expectation
SIGMAS = 3  # above the mean counts as a surge, as in rule A01
LEAST = 5  # complaints in a bucket before it may be called a surge


@dataclass(frozen=True, slots=True)
class Point:
    """One bucket: when it begins, how many came, what four weeks before would let us expect."""

    at: datetime
    count: int
    expected: float
    high: float

    @property
    def surge(self) -> bool:
        return self.count >= LEAST and self.count > self.high

    @property
    def growth(self) -> int:
        """Percent above what was expected."""
        return round(100 * (self.count - self.expected) / max(self.expected, 1))


def trend(user: User, span: Period) -> list[Point]:
    """The period's buckets; each is compared with the same bucket of the four weeks before.

    `high` is mean plus three standard deviations; the deviation is at least that of a Poisson
    count with this mean, because four weeks are few.
    """
    per_hour = _hours(user, span.start - timedelta(weeks=WEEKS), span.end)
    points, at = [], span.start
    while at < span.end:
        past = [_sum(per_hour, at - timedelta(weeks=w), span.bucket) for w in range(1, WEEKS + 1)]
        mean = sum(past) / WEEKS
        spread = sqrt(max(sum((n - mean) ** 2 for n in past) / WEEKS, mean))
        count = _sum(per_hour, at, span.bucket)
        points.append(Point(at, count, mean, mean + SIGMAS * spread))
        at += span.bucket
    return points


def _hours(user: User, start: datetime, end: datetime) -> dict[datetime, int]:
    rows = (
        Complaint.objects.visible_to(user)
        .received_between(start - timedelta(hours=1), end)
        .annotate(hour=TruncHour("received_at", tzinfo=timezone.get_current_timezone()))
        .values("hour")
        .annotate(n=Count("pk"))
    )
    per_hour: dict[datetime, int] = defaultdict(int)
    for row in rows:
        per_hour[row["hour"]] += row["n"]
    return per_hour


def _sum(per_hour: dict[datetime, int], start: datetime, width: timedelta) -> int:
    first = start.replace(minute=0, second=0, microsecond=0)
    hours = int(width / timedelta(hours=1))
    return sum(per_hour.get(first + timedelta(hours=h), 0) for h in range(hours))
