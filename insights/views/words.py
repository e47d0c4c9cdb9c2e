"""热词: what is talked of, among the complaints one may see."""

from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import UserRequest, role_required
from accounts.models import Role
from alerts.models.risk import TIERS
from complaints.models import Contact
from insights.filters import ANY, channels, level_two
from insights.reports import words as report
from insights.reports.keeping import kept
from sentiment.models import Reading

PAGE = "insights/words.html"
DAYS = ("7", "30", "90")
WINDOWS = (("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days")))


class WordFilter(filters.FilterSet):
    """Which readings are counted."""

    tier = filters.MultipleChoiceFilter(
        field_name="complaint__risk__tier",
        choices=TIERS,
        label=_("tier"),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    category = filters.ChoiceFilter(
        empty_label=ANY, choices=level_two, method="by_category", label=_("category")
    )
    channel = filters.ChoiceFilter(
        empty_label=ANY, choices=channels, field_name="contact__channel", label=_("channel")
    )

    class Meta:
        model = Reading
        fields: list[str] = []

    def by_category(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The category the risk was judged by."""
        if len(value) == 3:
            return rows.filter(complaint__risk__category__parent=value)
        return rows.filter(complaint__risk__category=value)


@role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)
@require_safe
def words(request: UserRequest) -> HttpResponse:
    """The page at once, the figures when htmx asks for them: counting takes a moment."""
    days = request.GET.get("days") if request.GET.get("days") in DAYS else "30"
    seen = Reading.objects.visible_to(request.user).filter(contact__direction=Contact.IN)
    found = WordFilter(request.GET, seen, request=request)
    context: dict[str, Any] = {
        "nav": "sentiment:overview",
        "filter": found,
        "days": days,
        "windows": WINDOWS,
        "query": request.GET.urlencode(),
        "search": _search(request, str(days)),
    }
    part = request.GET.get("part") == "figures"
    if part:
        name = f"words:{days}:{_asked(found)}"
        context["words"] = kept(name, request.user, lambda: _count(found.qs, int(str(days))))
    return render(request, f"{PAGE}#figures" if request.htmx and part else PAGE, context)


def _count(readings: QuerySet[Reading], days: int) -> dict[str, Any]:
    return report.as_plain(report.words(readings, days=days, today=timezone.localdate()))


def _asked(found: WordFilter) -> str:
    """The valid part of what was asked, the same for the same question."""
    given = found.form.cleaned_data if found.is_valid() else {}
    return urlencode(sorted((name, value) for name, value in given.items() if value), doseq=True)


def _search(request: UserRequest, days: str) -> str:
    """The list's filters that match this page's; the word is added behind."""
    asked = [("view", "all"), ("received", days)]
    for name in ("tier", "category", "channel"):
        asked += [(name, value) for value in request.GET.getlist(name) if value]
    return urlencode(asked)
