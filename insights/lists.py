"""One page of complaints with all that a row shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from complaints.models import Clock, Complaint
from insights.filters import ORDERS, ComplaintFilter, after

PAGE = 25
CAP = 1000  # a list is counted up to here; more is "1000+"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows to show, the key of the next page, and a capped count of all that match."""

    rows: list[Complaint]
    next: str
    count: int
    order: str
    as_of: datetime

    @property
    def capped(self) -> bool:
        return self.count > CAP


def page_of(found: ComplaintFilter, user: User, *, order: str, behind: str) -> Page:
    """The page behind the complaint with reference `behind` (empty: the first page)."""
    order = order if order in ORDERS else "newest"
    matching = found.qs
    start = _anchor(behind, user)
    # First which rows, then all they show: joined in one go, every row that matches is joined.
    asked = after(matching, order, start).order_by(*ORDERS[order])
    keys = list(asked.values_list("pk", flat=True)[: PAGE + 1])
    rows = list(for_list(Complaint.objects.filter(pk__in=keys)).order_by(*ORDERS[order]))
    return Page(
        rows=rows[:PAGE],
        next=rows[PAGE - 1].reference if len(rows) > PAGE else "",
        count=matching.order_by()[: CAP + 1].count(),
        order=order,
        as_of=timezone.now(),
    )


def _anchor(reference: str, user: User) -> Complaint | None:
    if not reference:
        return None
    seen = Complaint.objects.visible_to(user).select_related("risk")
    return seen.filter(reference=reference).first()


def for_list(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Everything one row shows: person (masked), risk, category, people, the next time limit."""
    next_due = Clock.objects.running().filter(complaint=OuterRef("pk")).order_by("due_at")
    return complaints.select_related(
        "complainant", "channel", "owner", "department", "risk", "risk__category"
    ).annotate(
        due_at=Subquery(next_due.values("due_at")[:1]),
        clock_total=Subquery(next_due.values(total=F("due_at") - F("started_at"))[:1]),
    )
