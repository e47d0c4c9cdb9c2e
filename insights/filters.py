"""What a list of complaints may be filtered and ordered by: only what stands here."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alerts.models.risk import TIERS
from complaints.models import Category, Channel, Clock, Complaint
from complaints.models.complaint import STATUS_LABELS, ComplaintQuerySet
from insights.search import about, found
from sentiment.models.reading import EMOTIONS

OPEN = "open"
STATUSES = ((OPEN, _("not finished")), *STATUS_LABELS.items())
PERIODS = (("1", _("today")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days")))
OWNERS = (("me", _("mine")), ("none", _("nobody")))
CLOCKS = (("late", _("overdue")), ("near", _("due soon")))
ANY = _("any")
NEAR = timedelta(hours=24)
JOINT, MOST_PHRASES = "、", 6  # of a topic


def level_two() -> list[tuple[str, Any]]:
    """Categories as groups of choices, level 1 over level 2."""
    rows = list(Category.objects.select_related("parent"))
    tops = [row for row in rows if row.parent_id is None]
    return [
        (
            top.name,
            [
                (top.code, format_lazy(_("{name}, all"), name=top.name)),
                *((r.code, r.name) for r in rows if r.parent_id == top.code),
            ],
        )
        for top in tops
    ]


def channels() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in Channel.objects.filter(active=True)]


class ComplaintFilter(filters.FilterSet):
    """One instance per request; unknown keys are ignored, wrong values are reported."""

    q = filters.CharFilter(method="search", label=_("words"), max_length=100)
    tier = filters.MultipleChoiceFilter(
        field_name="risk__tier",
        choices=TIERS,
        label=_("tier"),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,  # a complaint has one risk; DISTINCT would sort whole rows
    )
    status = filters.ChoiceFilter(
        empty_label=ANY, choices=STATUSES, method="by_status", label=_("status")
    )
    category = filters.ChoiceFilter(
        empty_label=ANY, choices=level_two, method="by_category", label=_("category")
    )
    channel = filters.ChoiceFilter(empty_label=ANY, choices=channels, label=_("channel"))
    emotion = filters.ChoiceFilter(
        empty_label=ANY, choices=EMOTIONS, field_name="risk__emotion", label=_("emotion")
    )
    owner = filters.ChoiceFilter(
        empty_label=ANY, choices=OWNERS, method="by_owner", label=_("owner")
    )
    clock = filters.ChoiceFilter(
        empty_label=ANY, choices=CLOCKS, method="by_clock", label=_("time limit")
    )
    group = filters.CharFilter(field_name="channel__group", label=_("channel group"))
    received = filters.ChoiceFilter(
        empty_label=ANY, choices=PERIODS, method="by_period", label=_("received")
    )
    topic = filters.CharFilter(method="by_topic", label=_("topic"), max_length=100)
    since = filters.IsoDateTimeFilter(field_name="received_at", lookup_expr="gte", label=_("from"))
    until = filters.IsoDateTimeFilter(field_name="received_at", lookup_expr="lt", label=_("until"))

    class Meta:
        model = Complaint
        fields: list[str] = []

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(found(value)) if value.strip() else rows

    def by_topic(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Complaints that hold two of the topic's phrases, or the one there is."""
        phrases = [part for part in dict.fromkeys(value.split(JOINT)) if part.strip()]
        return rows.filter(about(phrases[:MOST_PHRASES])) if phrases else rows

    def by_status(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet:
        return rows.open() if value == OPEN else rows.filter(status=value)

    def by_category(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The category the risk was judged by: a person's word, or else the suggestion."""
        if len(value) == 3:
            return rows.filter(risk__category__parent=value)
        return rows.filter(risk__category=value)

    def by_owner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(owner=self.request.user if value == "me" else None)

    def by_clock(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet:
        now = timezone.now()
        clocks = Clock.objects.running()
        late = clocks.filter(due_at__lt=now)
        near = clocks.filter(due_at__gte=now, due_at__lt=now + NEAR)
        chosen = late if value == "late" else near
        return rows.open().filter(pk__in=chosen.values("complaint"))

    def by_period(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return rows.filter(received_at__gte=today - timedelta(days=int(value) - 1))


ORDERS: dict[str, tuple[Any, ...]] = {
    "risk": (F("risk__tier").desc(), F("risk__score").desc(), F("pk").desc()),
    "newest": (F("received_at").desc(), F("pk").desc()),
    "oldest": (F("received_at").asc(), F("pk").asc()),
}


def after(rows: QuerySet, order: str, complaint: Complaint | None) -> QuerySet:
    """Rows behind this one in the chosen order (keyset: page 4,000 costs what page 1 costs)."""
    rows = rows.filter(risk__isnull=False) if order == "risk" else rows
    if complaint is None:
        return rows
    at = complaint.received_at
    if order == "newest":
        return rows.filter(received_at__lte=at).exclude(Q(received_at=at, pk__gte=complaint.pk))
    if order == "oldest":
        return rows.filter(received_at__gte=at).exclude(Q(received_at=at, pk__lte=complaint.pk))
    risk = getattr(complaint, "risk", None)
    if risk is None:  # not judged yet: it stands in no order of risk
        return rows
    same_tier = Q(risk__tier=risk.tier)
    return rows.filter(risk__tier__lte=risk.tier).exclude(
        same_tier
        & (Q(risk__score__gt=risk.score) | Q(risk__score=risk.score, pk__gte=complaint.pk))
    )
