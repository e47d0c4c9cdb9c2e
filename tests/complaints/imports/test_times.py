"""Times as people write them."""

from datetime import UTC, datetime

import pytest

from complaints.domain.duration import CHINA
from complaints.domain.import_times import TimeError, read_time

NOON = datetime(2020, 1, 6, 12, 9, 38, tzinfo=CHINA)
DAY = datetime(2020, 1, 6, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020/1/6 12:09:38", NOON),
        ("2020-01-06T12:09:38+08:00", NOON),
        ("2020-01-06T04:09:38Z", NOON),
        ("2020-01-06T04:09:38.000000Z", NOON),
        ("2020年1月6日 12时09分38秒", NOON),
        ("2020年1月6日 下午3:05", DAY.replace(hour=15, minute=5)),
        ("2020/1/6 3:05:00 PM", DAY.replace(hour=15, minute=5)),
        ("2020-01-06 上午12:30", DAY.replace(minute=30)),
        ("2020.1.6", DAY),
        ("20200106", DAY),
        ("20200106120938", NOON),
        ("43836", DAY),
        ("43836.5067", DAY.replace(hour=12, minute=9, second=39)),
        ("1578283778", datetime(2020, 1, 6, 4, 9, 38, tzinfo=UTC)),
        ("1578283778000", datetime(2020, 1, 6, 4, 9, 38, tzinfo=UTC)),
    ],
)
def test_a_time_is_read(text, moment):
    assert read_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "06/01/2020",
        "2020-13-01",
        "2020-02-30",
        "2020/1/6 25:00",
        "13812345678",
        "99999",
        "1",
    ],
)
def test_what_is_not_one_certain_moment_is_refused(text):
    with pytest.raises(TimeError):
        read_time(text)
