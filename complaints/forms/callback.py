"""By when we promise to call back: usual answers, and any other moment."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ui.words import when

NOON, CLOSES = time(12), time(18)
OTHER = "other"  # the moment stands in a field of its own


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
    usual = [(moment.isoformat(), _before(moment, now)) for moment in ahead]
    return [("", _("No call promised")), *usual, (OTHER, _("Other time…"))]


def _hour_up(now: datetime, hours: int) -> datetime:
    return timezone.localtime(now + timedelta(hours=hours)).replace(second=0, microsecond=0)


def _at(day, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _before(moment: datetime, now: datetime) -> str:
    return _("before %(time)s") % {"time": when(moment, now)}
