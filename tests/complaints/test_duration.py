"""Golden dates and laws of time limits."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.domain.duration import CHINA, Unit, due, step_time

SEEDS = Path(__file__).parents[2] / "complaints" / "reference" / "business_days.json"
DAYS = {row["date"]: row["is_workday"] for row in json.loads(SEEDS.read_text(encoding="utf-8"))}

FIRST = datetime(2024, 1, 1, tzinfo=CHINA)


def is_workday(day: date) -> bool:
    return DAYS.get(day.isoformat(), day.weekday() < 5)


def last_day(received: str, amount: int, unit: Unit, *, rolled: bool = False) -> str:
    start = datetime.fromisoformat(received).replace(hour=15, tzinfo=CHINA)
    end = due(start, amount, unit, is_workday)
    return ((end.rolled if rolled else end.strict) - timedelta(seconds=1)).date().isoformat()


GOLDEN = """
2025-01-24 2025-02-07 2025-02-10 2025-02-13 2025-02-08 2025-02-23 2025-02-24
2025-09-26 2025-10-10 2025-10-13 2025-10-16 2025-10-11 2025-10-26 2025-10-27
2026-02-10 2026-02-24 2026-02-26 2026-03-02 2026-02-25 2026-03-12 2026-03-12
2026-02-13 2026-02-27 2026-03-02 2026-03-05 2026-02-28 2026-03-15 2026-03-16
2026-04-24 2026-05-06 2026-05-08 2026-05-12 2026-05-09 2026-05-24 2026-05-25
2026-09-18 2026-09-24 2026-09-29 2026-10-09 2026-10-03 2026-10-18 2026-10-19
2026-09-24 2026-10-09 2026-10-12 2026-10-15 2026-10-09 2026-10-24 2026-10-26
"""  # received, then +5, +7 and +10 working days, +15 and +30 natural days, the last one rolled


@pytest.mark.parametrize("line", GOLDEN.strip().splitlines())
def test_golden_dates_around_holidays(line):
    received, *expected = line.split()

    assert [
        last_day(received, 5, Unit.WORKING_DAY),
        last_day(received, 7, Unit.WORKING_DAY),
        last_day(received, 10, Unit.WORKING_DAY),
        last_day(received, 15, Unit.NATURAL_DAY),
        last_day(received, 30, Unit.NATURAL_DAY),
        last_day(received, 30, Unit.NATURAL_DAY, rolled=True),
    ] == expected


def test_the_first_day_is_the_day_in_china_not_in_greenwich():
    start = datetime.fromisoformat("2026-11-01T16:30:00+00:00")  # already the 2nd in China

    assert due(start, 1, Unit.NATURAL_DAY, is_workday).strict == datetime(2026, 11, 4, tzinfo=CHINA)


@given(
    start=st.integers(0, 1060 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    amount=st.integers(1, 60),
    unit=st.sampled_from(Unit),
)
def test_limits_end_after_they_start_grow_with_their_length_and_never_roll_back(
    start, amount, unit
):
    end = due(start, amount, unit, is_workday)
    longer = due(start, amount + 1, unit, is_workday)

    assert start < end.strict <= end.rolled
    assert end.strict < longer.strict
    assert (
        start < step_time(start, end.strict, 50) < step_time(start, end.strict, 100) == end.strict
    )


@pytest.mark.parametrize("amount", [0, -1])
def test_a_limit_is_positive(amount):
    with pytest.raises(ValueError, match="positive"):
        due(datetime.now(CHINA), amount, Unit.HOUR, is_workday)
