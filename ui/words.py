"""How numbers and times are said. Every figure on a page goes through here."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86_400
MINUS = "\N{MINUS SIGN}"


def duration(seconds: float) -> str:
    """29:42 below an hour, then 3h 12m, then 2d 6h, from ten days on only days."""
    whole = int(abs(seconds))
    if whole < HOUR:
        return f"{whole // MINUTE:02d}:{whole % MINUTE:02d}"
    if whole < DAY:
        parts = {"hours": whole // HOUR, "minutes": whole % HOUR // MINUTE}
        return _("%(hours)dh %(minutes)02dm") % parts
    days, hours = whole // DAY, whole % DAY // HOUR
    if hours == 0 or days >= 10:
        return _("%(days)dd") % {"days": days}
    return _("%(days)dd %(hours)dh") % {"days": days, "hours": hours}


def clock_words(seconds_left: float) -> str:
    """What is left of a time limit, or by how much it is over."""
    if seconds_left < 0:
        return _("%(time)s late") % {"time": duration(seconds_left)}
    return _("%(time)s left") % {"time": duration(seconds_left)}


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in one unit."""
    seconds = int((now - moment).total_seconds())
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _("%(n)d min ago") % {"n": seconds // MINUTE}
    if seconds < DAY:
        return _("%(n)d h ago") % {"n": seconds // HOUR}
    return _("%(n)d d ago") % {"n": seconds // DAY}


def when(moment: datetime, now: datetime) -> str:
    """today 10:42; this year 11-20 10:42; else 2025-11-20. In the local time zone."""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return _("today %(time)s") % {"time": f"{moment:%H:%M}"}
    if moment.date() == now.date() + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": f"{moment:%H:%M}"}
    if moment.year == now.year:
        return f"{moment:%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}"


def until(moment: datetime, now: datetime) -> str:
    """As `when`, but midnight is 24:00 of the day that ends, as time limits are said."""
    if timezone.localtime(moment).time() != time.min:
        return when(moment, now)
    return when(moment - timedelta(minutes=1), now).replace("23:59", "24:00")


def count(value: float) -> str:
    """1,284; from ten thousand on 1.2万 in Chinese and 12.8K elsewhere."""
    size = abs(value)
    if size < 10_000:
        return f"{value:,.0f}".replace("-", MINUS)
    chinese = (get_language() or "").startswith("zh")
    units = ((1e8, "亿"), (1e4, "万")) if chinese else ((1e6, "M"), (1e3, "K"))
    unit, name = next((unit, name) for unit, name in units if size >= unit)
    return f"{value / unit:.1f}".removesuffix(".0").replace("-", MINUS) + name


def signed(value: float, digits: int = 0) -> str:
    """+2, −7 or 0, with a real minus."""
    text = f"{value:+,.{digits}f}".replace("-", MINUS)
    return text if round(value, digits) else "0"


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as 94% or 94.1%."""
    return f"{share * 100:.{digits}f}%".replace("-", MINUS)
