"""Which limits a complaint would get if it were registered now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from complaints.domain.duration import CHINA, Unit, due
from complaints.models import ClockProfile
from complaints.services.clocks import in_force, profiles, working_calendar


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit that would begin, and when it would end."""

    profile: ClockProfile
    due_at: datetime

    @property
    def last_day(self) -> date | None:
        """For limits in days: the day at whose 24:00 they end."""
        if self.profile.unit in (Unit.MINUTE, Unit.HOUR):
            return None
        return (self.due_at - timedelta(microseconds=1)).astimezone(CHINA).date()


def limits_ahead(start: datetime, *, crisis: bool = False) -> list[Limit]:
    """The limits that begin when a complaint received at `start` is registered, the soonest first;
    with those of a crisis when it would be one."""
    events = [ClockProfile.REGISTERED, *([ClockProfile.CRISIS] if crisis else [])]
    day = start.astimezone(CHINA).date()
    calendar = working_calendar()
    limits = [
        Limit(profile, due(start, profile.amount, Unit(profile.unit), calendar).strict)
        for profile in profiles()
        if profile.starts_when in events and in_force(profile, day)
    ]
    return sorted(limits, key=lambda limit: limit.due_at)
