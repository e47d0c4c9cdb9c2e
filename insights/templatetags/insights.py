"""Words of the cockpit."""

from django import template
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Complaint
from insights.reports.dashboard import Bar
from insights.timeline import Entry, timeline

register = template.Library()
PERIODS = {"today": _("today"), "24h": _("24 hours"), "7d": _("7 days"), "30d": _("30 days")}
BEFORE = {
    "today": _("yesterday until now"),
    "24h": _("24 hours before"),
    "7d": _("7 days before"),
    "30d": _("30 days before"),
}


@register.simple_tag
def period_options(codes) -> list[tuple[str, str]]:
    return [(code, str(PERIODS[code])) for code in codes]


@register.filter
def compared_with(code: str) -> str:
    """What a figure of this period is compared with."""
    return str(BEFORE[code])


@register.simple_tag
def stack(bar: Bar, bars: list[Bar]) -> list[dict[str, int]]:
    """The stretches of one stacked bar, in percent of the longest bar on the card."""
    most = max((each.count for each in bars), default=0) or 1
    return [
        {"tier": tier, "count": n, "length": round(100 * n / most)}
        for tier, n in sorted(bar.tiers.items())
        if n
    ]


@register.simple_tag
def timeline_of(complaint: Complaint, user: User) -> list[Entry]:
    """All that happened to this complaint, newest first."""
    return timeline(complaint, user)
