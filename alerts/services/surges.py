"""Watch how many complaints come in, and of what; raise A01 and A06."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from alerts.domain.catalogue import Rule, firings
from alerts.domain.surges import Series, telling
from alerts.models import Alert
from alerts.services.alerts import Candidate, raise_alerts
from alerts.services.rules import active_rules, evidence_of
from complaints.models import Category

WEEKS = 28  # windows of the same weekday, domain model 3.4
FEWEST = 5  # cases in 24 hours below which no series is looked at

DAY = timedelta(hours=24)
COUNTS = """
SELECT w.number, r.category_id, c.product, c.department_id, count(*)
FROM unnest(%(numbers)s::int[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
     AS w(number, starts, ends)
JOIN complaints_complaint c ON c.received_at >= w.starts AND c.received_at < w.ends
JOIN alerts_risk r ON r.complaint_id = c.id
WHERE r.category_id IS NOT NULL AND (%(categories)s IS NULL OR r.category_id = ANY(%(categories)s))
GROUP BY 1, 2, 3, 4
"""
Key = tuple[str, str, int | None, bool]  # category, product, department, whole


@transaction.atomic
def watch_surges(*, now: datetime | None = None) -> list[Alert]:
    """Compare the last 24 hours with what is usual; returns the alerts that are to be told."""
    now = now or timezone.now()
    rules = [rule for rule in active_rules() if rule.about is Series]
    if not rules:
        return []
    return raise_alerts(_candidates(_series(now), rules), now=now)


def _series(now: datetime) -> list[Series]:
    """Every series with enough cases, with the windows it is compared to."""
    recent = _counts(now, [0, 1], DAY)
    busy = [key for key, windows in recent.items() if windows[0] >= FEWEST]
    if not busy:
        return []
    known = _weeks_known(now)
    weekly = _counts(now, range(1, known + 1), timedelta(weeks=1), {key[0] for key in busy})
    return telling(
        [
            Series(
                category,
                product,
                department,
                recent[key][0],
                recent[key][1],
                tuple(weekly[key][week] for week in range(1, known + 1)),
                whole,
            )
            for key in busy
            for category, product, department, whole in [key]
        ]
    )


def _counts(
    now: datetime, numbers: Iterable[int], apart: timedelta, categories: set[str] | None = None
) -> dict[Key, dict[int, int]]:
    """Cases per series and window: window n ends n times `apart` before now."""
    ends = {number: now - number * apart for number in numbers}
    counts: dict[Key, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    values: dict[str, Any] = {
        "numbers": list(ends),
        "starts": [end - DAY for end in ends.values()],
        "ends": list(ends.values()),
        "categories": sorted(categories) if categories else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, values)
        for number, category, product, department, count in cursor.fetchall():
            counts[category, product, department, False][number] += count
            counts[category, "", None, True][number] += count
    return counts


def _weeks_known(now: datetime) -> int:
    """How many whole windows lie within what this installation has recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(received_at) FROM complaints_complaint")
        (first,) = cursor.fetchone()
    return min(WEEKS, int((now - DAY - first) / timedelta(weeks=1))) if first else 0


def _candidates(series: Sequence[Series], rules: Sequence[Rule]) -> list[Candidate]:
    names = Category.objects.in_bulk({each.category for each in series})
    return [
        Candidate(
            rule=firing.code,
            subject=each.subject,
            severity=int(firing.severity),
            title=" ".join(filter(None, [names[each.category].name_zh, each.product])),
            evidence=evidence_of(firing.held),
            hits=each.now,
            department_id=each.department,
        )
        for each in series
        for firing in firings(rules, each)
    ]
