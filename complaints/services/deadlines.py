"""Which limits a complaint would get if it were registered now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from complaints.domain.duration import CHINA, Unit, due
from complaints.models import ClockProfile
from complaints.services.clocks import in_force, working_calendar


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit that would begin, and when it would end."""

    profile: ClockProfile
    due_at: datetime


def limits_ahead(start: datetime, *, crisis: bool = False) -> list[Limit]:
    """The limits that begin when a complaint received at `start` is registered, the soonest first;
    with those of a crisis when it would be one."""
    events = [ClockProfile.REGISTERED, *([ClockProfile.CRISIS] if crisis else [])]
    day = start.astimezone(CHINA).date()
    calendar = working_calendar(day, day + timedelta(days=150))
    limits = [
        Limit(profile, due(start, profile.amount, Unit(profile.unit), calendar).strict)
        for profile in ClockProfile.objects.filter(starts_when__in=events)
        if in_force(profile, day)
    ]
    return sorted(limits, key=lambda limit: limit.due_at)
