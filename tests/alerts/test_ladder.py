"""Who is told, when, and in whose place."""

from datetime import UTC, datetime, timedelta

import pytest

from alerts.domain.ladder import (
    LadderError,
    Leader,
    Step,
    ack_minutes,
    check_ladder,
    level,
    recipients,
    step_at,
)
from alerts.domain.override import OverrideError, check_override, needs_second_person, tier_in_force
from alerts.domain.tiers import Tier

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
NEAR, FAR = Leader(1, "supervisor", "/1/4/9/"), Leader(2, "supervisor", "/1/")
OFFICER, ADMIN = Leader(3, "officer", "/1/2/"), Leader(4, "administrator", "/1/")
ALL = [NEAR, FAR, OFFICER, ADMIN, Leader(5, "supervisor", "/1/5/")]
LADDER = [
    {"minutes": 0, "role": "supervisor"},
    {"minutes": 240, "role": "supervisor"},
    {"minutes": 480, "role": "officer"},
]


@pytest.mark.parametrize(
    ("role", "rung", "path", "leaders", "told"),
    [
        pytest.param("supervisor", 0, "/1/4/9/", ALL, (1,), id="the nearest supervisor"),
        pytest.param("supervisor", 0, "/1/4/9/12/", ALL, (1,), id="of the nearest department"),
        pytest.param("supervisor", 1, "/1/4/9/", ALL, (2,), id="then further up the tree"),
        pytest.param("supervisor", 2, "/1/4/9/", ALL, (3,), id="above the root officers step in"),
        pytest.param("supervisor", 0, "", ALL, (3,), id="no department: officers"),
        pytest.param("officer", 0, "/1/4/9/", [NEAR, ADMIN], (4,), id="no officers"),
        pytest.param(
            "supervisor", 0, "/1/40/", [Leader(1, "supervisor", "/1/4/")], (), id="nobody"
        ),
        pytest.param("administrator", 0, "/1/4/9/", ALL, (4,), id="administrators"),
    ],
)
def test_the_next_in_line_is_told(role, rung, path, leaders, told):
    assert recipients(role, rung, path, leaders) == told


def test_every_further_supervisor_step_looks_one_level_up():
    steps = check_ladder(LADDER)

    assert [level(steps, number) for number in range(3)] == [0, 1, 0]


def test_a_ladder_is_as_short_as_the_severity_asks():
    steps = check_ladder(LADDER)

    assert step_at(steps, 1, raised_at=NOW, share=1) == NOW + timedelta(minutes=240)
    assert step_at(steps, 2, raised_at=NOW, share=15 / 240) == NOW + timedelta(minutes=30)
    assert step_at(steps, 3, raised_at=NOW, share=1) is None


def test_the_time_to_acknowledge_is_the_shorter_of_rule_and_severity():
    by_tier = {Tier.SENSITIVE: 240, Tier.HIGH: 30, Tier.CRISIS: 15}

    assert ack_minutes(240, Tier.CRISIS, by_tier) == 15
    assert ack_minutes(5, Tier.HIGH, by_tier) == 5


@pytest.mark.parametrize(
    ("ladder", "words"),
    [
        ([], "at least one step"),
        ("supervisor", "at least one step"),
        ([{"role": "officer"}], "minutes and a role"),
        ([{"minutes": "soon", "role": "officer"}], "minutes and a role"),
        ([{"minutes": 0, "role": "king"}], "A role is one of"),
        ([{"minutes": 5, "role": "officer"}], "first step is at 0"),
        ([{"minutes": 0, "role": "officer"}, {"minutes": 0, "role": "officer"}], "later"),
    ],
)
def test_a_wrong_ladder_is_refused_with_its_reason(ladder, words):
    with pytest.raises(LadderError, match=words):
        check_ladder(ladder)


def test_a_ladder_is_its_steps():
    assert check_ladder(LADDER[:1]) == (Step(0, "supervisor"),)


@pytest.mark.parametrize(
    ("machine", "said", "below", "counts"),
    [
        (Tier.HIGH, None, None, Tier.HIGH),
        (Tier.NORMAL, Tier.HIGH, 2, Tier.HIGH),
        (Tier.CRISIS, Tier.HIGH, 2, Tier.CRISIS),
        (Tier.HIGH, Tier.SENSITIVE, 4, Tier.SENSITIVE),
        (Tier.CRISIS, Tier.SENSITIVE, 4, Tier.CRISIS),
    ],
    ids=["nobody spoke", "raised", "rules went further", "lowered", "worse news ends it"],
)
def test_a_persons_word_counts_until_worse_news(machine, said, below, counts):
    assert tier_in_force(machine, said, below) == counts


def test_lowering_needs_a_reason_and_from_high_on_a_second_person():
    check_override(Tier.NORMAL, Tier.HIGH, "")
    with pytest.raises(OverrideError, match="reason_missing"):
        check_override(Tier.SENSITIVE, Tier.NORMAL, " ")
    with pytest.raises(OverrideError, match="same_tier"):
        check_override(Tier.HIGH, Tier.HIGH, "same")

    assert needs_second_person(Tier.HIGH, Tier.NORMAL)
    assert not needs_second_person(Tier.SENSITIVE, Tier.NORMAL)
    assert not needs_second_person(Tier.HIGH, Tier.CRISIS)
