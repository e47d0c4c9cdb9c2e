"""Does the world drift away from the model: shares of classes, doubt and corrections by week."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from accounts.models import User
from complaints.models import Contact
from sentiment.models import Reading

FIELDS = {
    "polarity": "polarity",
    "emotion": "emotion",
    "kind": "kind",
    "category": "category__parent",
}
FEWEST = 50  # readings of a week below which its shares are chance
SHIFTED = 0.1  # a tenth of all readings in other classes than usual is worth a look


@dataclass(frozen=True, slots=True)
class Week:
    """The readings of contacts of one week, Monday first; `classes` counts them by field."""

    start: date
    readings: int = 0
    unsure: int = 0
    corrected: int = 0
    classes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def unsure_rate(self) -> float | None:
        return self.unsure / self.readings if self.readings else None

    @property
    def correction_rate(self) -> float | None:
        return self.corrected / self.readings if self.readings else None

    def share(self, name: str, code: str) -> float | None:
        """The share of one class among the readings that have one."""
        counts = self.classes.get(name, {})
        total = sum(counts.values())
        return counts.get(code, 0) / total if total else None


@dataclass(frozen=True, slots=True)
class Drift:
    """The weeks, the oldest first, and how far the last whole one lies from those before."""

    weeks: list[Week]
    shifts: dict[str, float]  # by field, 0 same shares, 1 nothing in common; only where enough

    @property
    def shifted(self) -> list[str]:
        """Fields whose classes are shared out otherwise than usual."""
        return [name for name, shift in self.shifts.items() if shift >= SHIFTED]


def drift(user: User, *, weeks: int = 12, now: datetime | None = None) -> Drift:
    """The last weeks of what this user may see, the current one included.

    One aggregate, whatever the number of rows; weeks begin on Monday in local time.
    """
    this = _monday(now or timezone.now())
    first = this - timedelta(weeks=weeks - 1)
    rows = Reading.objects.visible_to(user).filter(
        occurred_at__gte=first, contact__direction=Contact.IN
    )
    counted: dict[date, _Counted] = defaultdict(_Counted)
    for row in _groups(rows):
        counted[row["week"].date()].add(row)
    starts = [(first + timedelta(weeks=n)).date() for n in range(weeks)]
    found = [counted[start].as_week(start) for start in starts]
    return Drift(found, _shifts(found[:-1]))


def _monday(now: datetime) -> datetime:
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def _groups(rows: QuerySet) -> QuerySet:
    """All that is counted, in one pass over the readings: a few hundred groups a week."""
    return (
        rows.annotate(week=TruncWeek("occurred_at"), said=~Q(corrected=[]))
        .values("week", "unsure", "said", *FIELDS.values())
        .annotate(n=Count("pk"))
        .order_by()
    )


class _Counted:
    """The sums of one week while its groups come in."""

    def __init__(self) -> None:
        self.readings = self.unsure = self.corrected = 0
        self.classes: dict[str, dict[str, int]] = {name: defaultdict(int) for name in FIELDS}

    def add(self, row: Mapping[str, Any]) -> None:
        count = row["n"]
        self.readings += count
        self.unsure += count * row["unsure"]
        self.corrected += count * row["said"]
        for name, column in FIELDS.items():
            if row[column]:
                self.classes[name][row[column]] += count

    def as_week(self, start: date) -> Week:
        return Week(start, self.readings, self.unsure, self.corrected, self.classes)


def _shifts(whole: list[Week]) -> dict[str, float]:
    """Total variation between the last whole week and all before it together."""
    if len(whole) < 2 or whole[-1].readings < FEWEST:
        return {}
    shifts = {}
    for name in FIELDS:
        before: dict[str, int] = defaultdict(int)
        for week in whole[:-1]:
            for code, count in week.classes.get(name, {}).items():
                before[code] += count
        last = whole[-1].classes.get(name, {})
        if sum(before.values()) >= FEWEST and last:
            shifts[name] = _distance(before, last)
    return shifts


def _distance(before: Mapping[str, int], last: Mapping[str, int]) -> float:
    all_before, all_last = sum(before.values()), sum(last.values())
    codes = before.keys() | last.keys()
    gaps = (abs(before.get(c, 0) / all_before - last.get(c, 0) / all_last) for c in codes)
    return round(sum(gaps) / 2, 3)
