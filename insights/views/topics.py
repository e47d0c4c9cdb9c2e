"""主题: what complaints are about, among those one may see."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import UserRequest, role_required
from accounts.models import Role
from complaints.models import Complaint, Contact
from insights.filters import JOINT, ComplaintFilter
from insights.reports import topics as report
from insights.reports.keeping import kept
from insights.views.words import DAYS, WINDOWS, WordFilter
from sentiment.models import Reading

PAGE = "insights/topics.html"


@role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)
@require_safe
def topics(request: UserRequest) -> HttpResponse:
    """The page at once, the topics when htmx asks for them: grouping takes a moment."""
    days = request.GET.get("days", "")
    days = days if days in DAYS else "30"
    asked = {"category": request.GET.get("category", "")}
    found = ComplaintFilter(asked, Complaint.objects.visible_to(request.user), request=request)
    context: dict[str, Any] = {
        "nav": "sentiment:overview",
        "filter": found,
        "days": days,
        "windows": WINDOWS,
        "query": request.GET.urlencode(),
    }
    part = request.GET.get("part") == "topics"
    if part:
        valid = asked if found.is_valid() else {}
        name = f"topics:{days}:{urlencode(valid)}"
        figures = kept(name, request.user, lambda: _count(request, found, valid, int(days)))
        context |= figures | {"shown": _linked(figures["topics"], days, valid)}
    return render(request, f"{PAGE}#topics" if request.htmx and part else PAGE, context)


def _count(
    request: UserRequest, found: ComplaintFilter, asked: dict[str, str], days: int
) -> dict[str, Any]:
    seen = Reading.objects.visible_to(request.user).filter(contact__direction=Contact.IN)
    readings = WordFilter(asked, seen, request=request).qs
    return report.topics(readings, found.qs, report.window(days, timezone.localtime()))


def _linked(topics: list[report.Topic], days: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Each topic with the address of the complaints behind it."""
    common = {"view": "all", "received": days} | {k: v for k, v in asked.items() if v}
    return [
        {"topic": one, "query": urlencode(common | {"topic": JOINT.join(one.phrases)})}
        for one in topics
    ]
