"""Reports in the form the chart scripts read (static/js/chart-options.js)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from insights.reports.dashboard import Heat
from insights.reports.period import Period
from insights.reports.trend import Point
from sentiment.models.reading import EMOTIONS

NAMED = 3  # surges whose growth is written beside the dot


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
    partial = bool(points) and points[-1].at + span.bucket > span.end
    if partial:
        x[-1] = _("%(time)s so far") % {"time": x[-1]}
    links = [f"?since={p.at.isoformat()}&until={(p.at + span.bucket).isoformat()}" for p in points]
    return {
        "x": x,
        "series": [{"name": _("Complaints"), "values": [p.count for p in points], "color": "c1"}],
        "forecast": {
            "values": [round(p.expected, 1) for p in points],
            "low": [0] * len(points),
            "high": [round(p.high, 1) for p in points],
        },
        "marks": [_mark(at, points[at], named=at in _peaks(points)) for at in _surges(points)],
        "links": links,
        "partial": partial,
    }


def _surges(points: list[Point]) -> list[int]:
    return [at for at, point in enumerate(points) if point.surge]


def _peaks(points: list[Point]) -> set[int]:
    """The tallest surges that stand apart; only they are named, so that no two labels touch."""
    named: set[int] = set()
    for at in sorted(_surges(points), key=lambda at: -points[at].count):
        if all(abs(at - other) > len(points) // 6 for other in named) and len(named) < NAMED:
            named.add(at)
    return named


def _mark(at: int, point: Point, *, named: bool) -> dict[str, Any]:
    words = _("surge +%(growth)d%%") % {"growth": point.growth} if named else ""
    return {"at": at, "label": words}


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
