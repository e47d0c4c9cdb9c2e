from datetime import UTC, datetime, timedelta

import pytest

from ui import faces

NOW = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("score", "tier"),
    [(0, 1), (19, 1), (20, 2), (49, 2), (50, 3), (79, 3), (80, 4), (100, 4), (-5, 1)],
)
def test_a_score_falls_into_its_band(score, tier):
    assert faces.band_of(score) == tier


@pytest.mark.parametrize("tier", [3, "3", "HIGH", "high"])
def test_a_tier_may_come_as_number_or_code(tier):
    assert faces.tier_number(tier) == 3


def test_bars_of_the_waterfall_lie_end_to_end_and_take_the_band_they_end_in():
    parts = [
        {"label": "a", "points": 18},
        {"label": "b", "points": 40},
        {"label": "c", "points": -7},
    ]

    bars = faces.waterfall(parts)

    assert [(bar.start, bar.length, bar.tier) for bar in bars] == [
        (0, 18, 1),
        (18, 40, 3),
        (51, 7, 3),
    ]


@pytest.mark.parametrize(
    ("minutes_left", "state"), [(60, ""), (26, ""), (25, "soon"), (10, "near"), (-1, "late")]
)
def test_a_clock_warns_at_three_quarters_nine_tenths_and_the_end(minutes_left, state):
    due = NOW + timedelta(minutes=minutes_left)

    face = faces.clock_face(due, timedelta(minutes=100), "", NOW)

    assert face.state == state


def test_a_met_limit_is_full_whatever_the_time():
    face = faces.clock_face(NOW - timedelta(days=1), 60, "met", NOW)

    assert (face.state, face.left) == ("met", 100)


def test_a_flat_line_stays_in_its_frame():
    assert faces.polyline([3, 3], 52, 22) == [(2.0, 20.0), (50.0, 20.0)]
