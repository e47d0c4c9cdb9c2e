"""The stretch of time a dashboard looks at, and the one before it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CODES = ("today", "24h", "7d", "30d")


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, compared with the same stretch before; one bucket of its curve."""

    code: str
    start: datetime
    end: datetime
    compared: timedelta
    bucket: timedelta

    @property
    def before(self) -> tuple[datetime, datetime]:
        return self.start - self.compared, self.end - self.compared


def period(code: str, now: datetime) -> Period:
    """The named period up to `now` (local time). An unknown code gives today."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    hour, day = timedelta(hours=1), timedelta(days=1)
    if code == "24h":
        return Period(code, now - day, now, day, hour)
    if code == "7d":
        return Period(code, midnight - 6 * day, now, 7 * day, 6 * hour)
    if code == "30d":
        return Period(code, midnight - 29 * day, now, 30 * day, day)
    return Period("today", midnight, now, day, hour)
