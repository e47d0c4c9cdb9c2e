"""What the risk cockpit shows. One function per part; every figure can open its list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, TruncHour

from accounts.models import User
from alerts.models import Alert, Risk
from alerts.models.risk import TIERS
from complaints.models import Category, Clock, Complaint
from insights.reports.period import Period
from sentiment.models import Reading

SPARK_POINTS = 8
SHOWN_EMOTIONS = ("ANGER", "DISAPPOINT", "ANXIETY", "HELPLESS", "DOUBT")


@dataclass(frozen=True, slots=True)
class Tile:
    """One tier: how many now, how many in the stretch before, its course, how many nobody owns."""

    tier: int
    count: int
    before: int
    share: float
    course: list[int]
    unassigned: int

    @property
    def change(self) -> int:
        return self.count - self.before


def tiles(user: User, span: Period) -> list[Tile]:
    """Complaints received in the period by tier, the worst first."""
    first, _ = span.before
    seen = Risk.objects.visible_to(user).filter(complaint__received_at__gte=first)
    now = Q(complaint__received_at__gte=span.start, complaint__received_at__lt=span.end)
    before = Q(complaint__received_at__gte=first, complaint__received_at__lt=span.before[1])
    lonely = now & Q(complaint__owner=None, complaint__finished_at=None)
    counts = {
        row["tier"]: row
        for row in seen.values("tier").annotate(
            now=Count("pk", now), before=Count("pk", before), lonely=Count("pk", lonely)
        )
    }
    total = sum(row["now"] for row in counts.values()) or 1
    courses = _courses(seen.filter(now), span)
    empty = {"now": 0, "before": 0, "lonely": 0}
    return [
        Tile(
            tier,
            (row := counts.get(tier, empty))["now"],
            row["before"],
            row["now"] / total,
            courses[tier],
            row["lonely"],
        )
        for tier, _ in reversed(TIERS)
    ]


def _courses(seen, span: Period) -> dict[int, list[int]]:
    """Per tier, the counts of eight equal stretches of the period."""
    width = (span.end - span.start) / SPARK_POINTS or timedelta(minutes=1)
    courses: dict[int, list[int]] = defaultdict(lambda: [0] * SPARK_POINTS)
    hours = seen.annotate(hour=TruncHour("complaint__received_at")).values("tier", "hour")
    for row in hours.annotate(n=Count("pk")):
        place = int((row["hour"] - span.start) / width)
        courses[row["tier"]][max(0, min(place, SPARK_POINTS - 1))] += row["n"]
    return courses


@dataclass(frozen=True, slots=True)
class Bar:
    """One level-1 category: counts by tier and what it was before."""

    code: str
    name: str
    tiers: dict[int, int]
    before: int

    @property
    def count(self) -> int:
        return sum(self.tiers.values())

    @property
    def change(self) -> int:
        return self.count - self.before


def categories(user: User, span: Period) -> list[Bar]:
    """Complaints of the period by level-1 category and tier, the largest first."""
    first, last = span.before
    seen = Risk.objects.visible_to(user).filter(complaint__received_at__gte=first)
    rows = (
        seen.annotate(top=Coalesce(F("category__parent"), F("category")))
        .values("top", "tier")
        .annotate(
            now=Count("pk", Q(complaint__received_at__gte=span.start)),
            before=Count("pk", Q(complaint__received_at__lt=last)),
        )
    )
    now: dict[str, dict[int, int]] = defaultdict(dict)
    before: dict[str, int] = defaultdict(int)
    for row in rows:
        code = row["top"] or "OTH"
        now[code][row["tier"]] = now[code].get(row["tier"], 0) + row["now"]
        before[code] += row["before"]
    names = {row.code: row.name for row in Category.objects.filter(parent=None)}
    bars = [
        Bar(code, names.get(code, code), dict(tiers), before[code]) for code, tiers in now.items()
    ]
    return sorted((bar for bar in bars if bar.count or bar.before), key=lambda bar: -bar.count)


@dataclass(frozen=True, slots=True)
class Heat:
    """How many contacts of each emotion came in each of the last 24 hours."""

    hours: list[datetime]
    rows: dict[str, list[int]]

    @property
    def most(self) -> int:
        return max((n for row in self.rows.values() for n in row), default=0)


def emotions(user: User, now: datetime) -> Heat:
    """The last 24 full or begun hours up to `now`, by leading emotion."""
    this = now.replace(minute=0, second=0, microsecond=0)
    hours = [this - timedelta(hours=h) for h in range(23, -1, -1)]
    rows = {code: [0] * 24 for code in SHOWN_EMOTIONS}
    found = (
        Reading.objects.visible_to(user)
        .filter(occurred_at__gte=hours[0], emotion__in=SHOWN_EMOTIONS)
        .annotate(hour=TruncHour("occurred_at"))
        .values("emotion", "hour")
        .annotate(n=Count("pk"))
    )
    for row in found:
        place = int((row["hour"] - hours[0]) / timedelta(hours=1))
        if 0 <= place < 24:
            rows[row["emotion"]][place] = row["n"]
    return Heat(hours, rows)


def clocks_at_risk(user: User, now: datetime, *, limit: int = 6) -> list[Clock]:
    """Running time limits that end next or have ended, of open complaints; the latest first."""
    soon = Clock.objects.visible_to(user).running().filter(due_at__lt=now + timedelta(days=3))
    return list(
        soon.select_related("profile", "complaint", "complaint__risk", "complaint__owner")
        .filter(complaint__finished_at=None)
        .order_by("due_at")[:limit]
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """The small figures beside the tiles."""

    waiting_alerts: int
    overdue: int
    due_24h: int
    kept_share: float | None


def counts(user: User, now: datetime) -> Counts:
    """Alerts nobody acknowledged, limits overdue or due within a day, share kept in 30 days."""
    clocks = Clock.objects.visible_to(user)
    running = clocks.running().filter(complaint__finished_at=None)
    stopped = clocks.filter(stopped_at__gte=now - timedelta(days=30)).aggregate(
        all=Count("pk"), kept=Count("pk", Q(stopped_at__lte=F("due_at")))
    )
    return Counts(
        Alert.objects.visible_to(user).apart_for(user).waiting().count(),
        running.filter(due_at__lt=now).count(),
        running.filter(due_at__gte=now, due_at__lt=now + timedelta(days=1)).count(),
        stopped["kept"] / stopped["all"] if stopped["all"] else None,
    )


@dataclass(frozen=True, slots=True)
class Team:
    """One department's open work."""

    name: str
    open: int
    risky: int


def teams(user: User, *, limit: int = 6) -> list[Team]:
    """Open complaints per department, the fullest first."""
    rows = (
        Complaint.objects.visible_to(user)
        .open()
        .values("department__name")
        .annotate(n=Count("pk"), risky=Count("pk", Q(risk__tier__gte=3)))
        .order_by("-n")[:limit]
    )
    return [Team(row["department__name"] or "—", row["n"], row["risky"]) for row in rows]
