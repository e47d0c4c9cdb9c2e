"""When a time limit ends. Days are the days of China's calendar (Asia/Shanghai).

Counting rules: 《民法典》 Art. 201 (the first day is not counted), Art. 203 (a last day that is a
holiday moves to the day after it); 银保监会令2020年第3号 Art. 43 (natural days unless said).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
type_of_calendar = Callable[[date], bool]  # is this a working day?


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    NATURAL_DAY = "natural_day"
    WORKING_DAY = "working_day"


@dataclass(frozen=True, slots=True)
class Due:
    """Two ends of one limit: warnings go by `strict`, the legal argument by `rolled`."""

    strict: datetime
    rolled: datetime


def due(start: datetime, amount: int, unit: Unit, is_workday: type_of_calendar) -> Due:
    """The end of a limit of `amount` units that begins with the event at `start`.

    Minutes and hours run in clock time. Days end at 24:00 of the last day, which is returned as
    00:00 of the day after. Raises ValueError for a limit that is not positive.
    """
    if amount <= 0:
        raise ValueError("a time limit is positive")
    if unit in (Unit.MINUTE, Unit.HOUR):
        end = start + timedelta(**{f"{unit.value}s": amount})
        return Due(end, end)
    first = start.astimezone(CHINA).date()
    last = (
        first + timedelta(days=amount)
        if unit is Unit.NATURAL_DAY
        else _add_workdays(first, amount, is_workday)
    )
    return Due(_end_of(last), _end_of(_roll(last, is_workday)))


def _add_workdays(day: date, amount: int, is_workday: type_of_calendar) -> date:
    while amount:
        day += timedelta(days=1)
        amount -= is_workday(day)
    return day


def _roll(day: date, is_workday: type_of_calendar) -> date:
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), CHINA)


def share_used(start: datetime, end: datetime, now: datetime) -> float:
    """How much of a limit is used at `now`: 0 at its start, 1 at its end, more when overdue."""
    return (now - start) / (end - start)


def step_time(start: datetime, end: datetime, percent: int) -> datetime:
    """The moment at which `percent` of the limit is used."""
    return start + (end - start) * percent / 100
