from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from ui import words

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)  # 10:42 in Shanghai


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (29 * 60 + 42, "29:42 left"),
        (3 * 3600 + 5 * 60, "3h 05m left"),
        (2 * 86400 + 6 * 3600, "2d 6h left"),
        (4 * 86400, "4d left"),
        (15 * 86400 + 3600, "15d left"),
        (-372, "06:12 late"),
    ],
)
def test_a_clock_says_what_is_left_or_how_late_it_is(seconds, said):
    assert words.clock_words(seconds) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW, "today 10:42"),
        (NOW + timedelta(days=1), "tomorrow 10:42"),
        (NOW - timedelta(days=17), "11-03 10:42"),
        (NOW - timedelta(days=365), "2025-11-20"),
    ],
)
def test_a_moment_is_said_as_shortly_as_it_is_clear(moment, said):
    assert words.when(moment, NOW) == said


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("zh-hans", 1284, "1,284"),
        ("zh-hans", 12_000, "1.2万"),
        ("zh-hans", 820_000, "82万"),
        ("en", 12_000, "12K"),
        ("en", -3, "−3"),
    ],
)
def test_large_numbers_are_said_in_the_units_of_the_language(language, value, said):
    with override(language):
        assert words.count(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(2, "+2"), (-7, "−7"), (0, "0"), (0.2, "0"), (1200, "+1,200")]
)
def test_a_difference_carries_its_sign(value, said):
    assert words.signed(value) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "just now"), (180, "3 min ago"), (7200, "2 h ago"), (90_000, "1 d ago")],
)
def test_how_long_ago_is_said_in_one_unit(seconds, said):
    assert words.ago(NOW - timedelta(seconds=seconds), NOW) == said


def test_a_share_is_said_in_percent():
    assert words.percent(0.941, 1) == "94.1%"
