"""Start, stop and advance time limits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from complaints.domain.duration import CHINA, Unit, due, step_time, type_of_calendar
from complaints.facts import ComplaintChanged
from complaints.models import BusinessDay, Clock, ClockProfile, Complaint
from complaints.services.memory import Remembered
from outbox.copying import copy_in
from outbox.live import announce
from outbox.models import Delivery
from outbox.services import priority, publish


@Remembered
def special_days() -> dict[date, bool]:
    """The days the table names, and whether they are worked."""
    return dict(BusinessDay.objects.values_list("date", "is_workday"))


@Remembered
def profiles() -> list[ClockProfile]:
    """All rules about time limits, of every version."""
    return list(ClockProfile.objects.all())


def working_calendar() -> type_of_calendar:
    """Which days are worked: the table's word, Monday to Friday where it says nothing."""
    days = special_days()
    return lambda day: days.get(day, day.weekday() < 5)


def in_force(profile: ClockProfile, day: date) -> bool:
    """Whether this version of the rule applies to what happened on this day."""
    return profile.valid_from <= day and (profile.valid_to is None or day <= profile.valid_to)


def start_clocks(
    complaints: Sequence[Complaint],
    *,
    event: str = ClockProfile.REGISTERED,
    at: datetime | None = None,
) -> None:
    """Start every limit that begins with `event`; from `at`, or from receipt of each complaint.

    A limit that already runs for a complaint is left alone.
    """
    Clock.objects.bulk_create(new_clocks(complaints, event, at), ignore_conflicts=True)


def start_first_clocks(complaints: Sequence[Complaint]) -> None:
    """Start the limits of complaints that were registered just now, for which nothing runs yet."""
    copy_in(new_clocks(complaints, ClockProfile.REGISTERED, None))


def new_clocks(complaints: Sequence[Complaint], event: str, at: datetime | None) -> list[Clock]:
    """Unsaved clocks of every limit that begins with `event`."""
    starts = [at or complaint.received_at for complaint in complaints]
    if not starts:
        return []
    limits = [profile for profile in profiles() if profile.starts_when == event]
    calendar = working_calendar()
    return [
        _clock(complaint, profile, start, calendar)
        for complaint, start in zip(complaints, starts, strict=True)
        for profile in limits
        if in_force(profile, start.astimezone(CHINA).date())
    ]


def _clock(
    complaint: Complaint, profile: ClockProfile, start: datetime, calendar: type_of_calendar
) -> Clock:
    end = due(start, profile.amount, Unit(profile.unit), calendar)
    first = profile.steps[0] if profile.steps else None
    return Clock(
        complaint_id=complaint.pk,
        profile_id=profile.pk,
        started_at=start,
        due_at=end.strict,
        due_rolled_at=end.rolled,
        next_step_at=step_time(start, end.strict, first) if first else None,
    )


def stop_clocks(complaint_ids: Iterable[int], *, at: datetime) -> None:
    """The decision is made and told: nothing runs any more."""
    Clock.objects.running().filter(complaint__in=list(complaint_ids)).update(
        stopped_at=at, next_step_at=None
    )


@transaction.atomic
def advance_clocks(now: datetime, *, limit: int = 500) -> int:
    """Note which warning steps have passed, tell who judges risk; returns how many moved."""
    clocks = list(
        Clock.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("profile", "complaint")
        .filter(stopped_at=None, next_step_at__lte=now)
        .order_by("next_step_at")[:limit]
    )
    for clock in clocks:
        _advance(clock, now)
    Clock.objects.bulk_update(clocks, ["used", "next_step_at"])
    with priority(Delivery.BULK):  # thousands of old limits must not stand before a live caller
        publish(*{ComplaintChanged(c.complaint_id, c.complaint.complainant_id) for c in clocks})
    announce("clocks", [clock.complaint_id for clock in clocks[-1:]])
    return len(clocks)


def _advance(clock: Clock, now: datetime) -> None:
    """Jump to the last step passed: a machine that slept does not replay the ones before."""
    times = [(s, step_time(clock.started_at, clock.due_at, s)) for s in clock.profile.steps]
    clock.used = max((step for step, at in times if at <= now), default=clock.used)
    clock.next_step_at = min((at for _, at in times if at > now), default=None)
