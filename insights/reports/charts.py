"""Reports in the form the chart scripts read (static/js/chart-options.js)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from insights.reports.dashboard import Heat
from insights.reports.period import Period
from insights.reports.trend import Point
from sentiment.models.reading import EMOTIONS


def trend_chart(points: list[Point], span: Period) -> dict[str, Any]:
    """Counts with the usual range behind them and surges marked."""
    form = (
        "%H:%M"
        if span.code in ("today", "24h")
        else "%m-%d %H:%M"
        if span.code == "7d"
        else "%m-%d"
    )
    x = [timezone.localtime(point.at).strftime(form) for point in points]
    links = [f"?since={p.at.isoformat()}&until={(p.at + span.bucket).isoformat()}" for p in points]
    return {
        "x": x,
        "series": [{"name": _("Complaints"), "values": [p.count for p in points], "color": "c1"}],
        "forecast": {
            "values": [round(p.expected, 1) for p in points],
            "low": [0] * len(points),
            "high": [round(p.high, 1) for p in points],
        },
        "marks": [
            {"at": i, "label": _("surge +%(growth)d%%") % {"growth": p.growth}}
            for i, p in enumerate(points)
            if p.surge
        ],
        "links": links,
    }


def heat_chart(heat: Heat) -> dict[str, Any]:
    """Emotions over the hours, darker where more."""
    words = dict(EMOTIONS)
    hours = [_("%(hour)d:00") % {"hour": timezone.localtime(at).hour} for at in heat.hours]
    return {
        "x": hours,
        "y": [str(words[code]) for code in heat.rows],
        "values": list(heat.rows.values()),
        "palette": "e",
    }
