"""The risk cockpit (风险驾驶舱): parts refresh by themselves when news come."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import UserRequest
from accounts.models import User
from insights.reports import dashboard as report
from insights.reports.charts import heat_chart, trend_chart
from insights.reports.keeping import kept
from insights.reports.period import CODES, Period, period
from insights.reports.trend import trend
from ui.partials import render_part

TEMPLATE = "insights/dashboard.html"


@require_safe
@login_required
def dashboard(request: UserRequest) -> HttpResponse:
    """Everybody sees the figures of what they may see; htmx asks for the figures alone."""
    user, span = request.user, period(request.GET.get("period", ""), timezone.localtime())
    figures = kept(span.code, user, lambda: _figures(user, span))
    return render_part(request, TEMPLATE, "figures", figures)


def _figures(user: User, span: Period) -> dict[str, Any]:
    points = trend(user, span)
    heat = report.emotions(user, span.end)
    return {
        "span": span,
        "periods": CODES,
        "tiles": report.tiles(user, span),
        "counts": report.counts(user, span.end),
        "bars": report.categories(user, span)[:7],
        "trend": trend_chart(points, span),
        "surges": [point for point in points if point.surge],
        "heat": heat_chart(heat),
        "clocks": report.clocks_at_risk(user, span.end),
        "teams": report.teams(user),
    }
