"""What complaints of a window of days are about: topics with their figures, beside before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from complaints.models import Category, Complaint
from insights.grouping import Group, groups
from insights.search import about, holding
from sentiment.models import Reading

MOST_TEXTS = 4_000  # of which phrases are grouped; of more, every n-th is taken
SHOWN = 18
LEAST = 3  # complaints: of fewer a topic may tell of one person
SURE = 1.96  # a change is told when chance alone would bring it in one case of twenty


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic and its complaints; `category` is the one most of them have."""

    phrases: tuple[str, ...]
    name: tuple[str, ...]
    complaints: int
    before: int
    negative: int
    category: str
    of_category: int

    @property
    def others(self) -> list[str]:
        """The phrases that its name leaves out."""
        return [phrase for phrase in self.phrases if phrase not in self.name]

    @property
    def percent(self) -> float | None:
        """Change against the window before; None when nobody spoke of it then."""
        return 100 * (self.complaints / self.before - 1) if self.before else None

    @property
    def told(self) -> bool:
        """Whether the change is more than chance."""
        both = self.complaints + self.before
        return bool(both) and abs(self.complaints - self.before) / sqrt(both) >= SURE


@dataclass(frozen=True, slots=True)
class Window:
    """Whole days up to now, and as many before them up to the same hour."""

    start: datetime
    end: datetime
    days: int

    @property
    def earlier(self) -> datetime:
        return self.start - timedelta(days=self.days)

    @property
    def now(self) -> Q:
        return Q(received_at__gte=self.start, received_at__lt=self.end)

    @property
    def before(self) -> Q:
        end = self.end - timedelta(days=self.days)
        return Q(received_at__gte=self.earlier, received_at__lt=end)


def window(days: int, now: datetime) -> Window:
    """The same days as the list of complaints takes. `now` is local time."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(midnight - timedelta(days=days - 1), now, days)


def topics(
    readings: QuerySet[Reading], complaints: QuerySet[Complaint], when: Window
) -> dict[str, Any]:
    """Group what is said in the readings, and count the complaints of each topic."""
    said = readings.filter(occurred_at__gte=when.start, occurred_at__lt=when.end)
    total = said.count()
    rows = list(_texts(said, total))
    found = groups(rows)[:SHOWN]
    names = {row.pk: row.name for row in Category.objects.all()} if found else {}
    counted = [_topic(group, complaints, when, names) for group in found]
    shown = [topic for topic in counted if topic.complaints >= LEAST]
    return {
        "topics": sorted(shown, key=lambda each: (-each.complaints, each.phrases)),
        "texts": total,
        "read": len(rows),
        "known_before": complaints.filter(when.before).exists(),
    }


def _texts(said: QuerySet[Reading], total: int) -> Iterator[tuple[str, str]]:
    step = ceil(total / MOST_TEXTS)
    if step > 1:
        said = said.annotate(place=F("pk") % step).filter(place=0)
    rows = said.order_by("pk").values_list("contact__text", "category_id")
    yield from ((text, code or "") for text, code in rows.iterator(1000))


def _topic(
    group: Group, complaints: QuerySet[Complaint], when: Window, names: dict[str, str]
) -> Topic:
    """One question: the topic's complaints by category, now and before."""
    angry = holding(group.phrases).filter(polarity="negative", complaint=OuterRef("pk"))
    held = complaints.filter(when.now | when.before).filter(about(group.phrases))
    rows = list(
        held.annotate(angry=Exists(angry))
        .order_by()
        .values("risk__category")
        .annotate(
            now=Count("pk", filter=when.now),
            earlier=Count("pk", filter=when.before),
            negative=Count("pk", filter=when.now & Q(angry=True)),
        )
        .values_list("risk__category", "now", "earlier", "negative")
    )
    named = [(now, code) for code, now, _, _ in rows if code and now]
    most, code = max(named, default=(0, ""))
    return Topic(
        phrases=group.phrases,
        name=group.name,
        complaints=sum(now for _, now, _, _ in rows),
        before=sum(earlier for _, _, earlier, _ in rows),
        negative=sum(negative for *_, negative in rows),
        category=names.get(code, ""),
        of_category=most,
    )
