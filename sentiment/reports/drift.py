"""Drift as pictures: doubt and corrections by week, and the shares of the classes in a table."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from accounts.models import User
from complaints.models import Category
from sentiment.judged import FIXED, LABELS
from sentiment.services.drift import Drift, Week, drift
from ui.words import percent

KEPT = 600  # seconds
FEW = 6  # classes of a field that are named


@dataclass(frozen=True, slots=True)
class Shares:
    """One field: its classes, the greatest first, with their share in each week."""

    label: str
    shift: float | None
    shifted: bool
    rows: list[tuple[str, list[float | None]]]


def drift_panel(user: User) -> dict[str, Any]:
    """The context of `sentiment/drift.html`."""
    found = _kept(user)
    return {
        "weeks": found.weeks,
        "readings": sum(week.readings for week in found.weeks),
        "rates": _rates(found.weeks),
        "said": _said(found.weeks),
        "shares": _shares(found),
    }


def _kept(user: User) -> Drift:
    """Counted anew every ten minutes: weeks hardly move, and a million readings take a while."""
    key = f"drift:{'all' if user.sees_everything else user.pk}:{timezone.localdate()}"
    try:
        found = cache.get(key)
        if found is None:
            found = drift(user)
            cache.set(key, found, KEPT)
    except RedisError:
        return drift(user)
    return found


def _rates(weeks: list[Week]) -> dict[str, Any]:
    """For the line chart, in percent; a week without readings is a gap."""
    return {
        "x": [f"{week.start:%m-%d}" for week in weeks],
        "series": [
            {"name": _("unsure"), "values": [_pct(week.unsure_rate) for week in weeks],
             "color": "c1"},
            {"name": _("corrected"), "values": [_pct(week.correction_rate) for week in weeks],
             "color": "c4"},
        ],
        "min": 0,
    }  # fmt: skip


def _pct(rate: float | None) -> float | None:
    return None if rate is None else round(100 * rate, 1)


def _said(weeks: list[Week]) -> str:
    """The chart in a sentence."""
    full = [week for week in weeks[:-1] if week.readings]
    if not full:
        return _("Not enough readings yet.")
    last = full[-1]
    return _(
        "Last whole week: unsure in %(unsure)s of %(n)d readings, people corrected %(corrected)s."
    ) % {
        "unsure": percent(last.unsure_rate or 0, 1),
        "corrected": percent(last.correction_rate or 0, 1),
        "n": last.readings,
    }


def _shares(found: Drift) -> list[Shares]:
    names = {**FIXED, "category": {row.code: row.name for row in _tops()}}
    return [
        Shares(
            str(LABELS[name]),
            found.shifts.get(name),
            name in found.shifted,
            _rows(found.weeks, name, names[name]),
        )
        for name in ("polarity", "emotion", "kind", "category")
        if any(week.classes.get(name) for week in found.weeks)
    ]


def _tops() -> list[Category]:
    return list(Category.objects.filter(parent=None))


def _rows(weeks: list[Week], name: str, words: Any) -> list[tuple[str, list[float | None]]]:
    totals: dict[str, int] = {}
    for week in weeks:
        for code, count in week.classes.get(name, {}).items():
            totals[code] = totals.get(code, 0) + count
    first = sorted(totals, key=lambda code: -totals[code])[:FEW]
    return [
        (str(words.get(code, code)), [week.share(name, code) for week in weeks]) for code in first
    ]
