"""By when we promise to call back: usual answers, and any other moment."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ui.words import when

OPENS, NOON, CLOSES = time(9), time(12), time(18)


def presets(now: datetime) -> list[tuple[str, str]]:
    """Moments ahead of `now`, as ISO text and words; the value stays true in a resumed draft."""
    today, tomorrow = now.date(), now.date() + timedelta(days=1)
    moments = [
        _hour_up(now, 1),
        _hour_up(now, 2),
        _at(today, CLOSES),
        _at(tomorrow, NOON),
        _at(tomorrow, CLOSES),
    ]
    ahead = sorted({moment for moment in moments if moment > now})
    return [("", _("No call promised"))] + [(m.isoformat(), _before(m, now)) for m in ahead]


def _hour_up(now: datetime, hours: int) -> datetime:
    return timezone.localtime(now + timedelta(hours=hours)).replace(second=0, microsecond=0)


def _at(day, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _before(moment: datetime, now: datetime) -> str:
    return _("before %(time)s") % {"time": when(moment, now)}
