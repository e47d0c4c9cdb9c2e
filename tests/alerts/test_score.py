"""Points that add up, caps, floors and bands."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.domain.facts import Cite, Combo, Measure, RiskFacts
from alerts.domain.rulebook import PARTS, RuleBook, RuleBookError
from alerts.domain.score import Assessment, Floor, Part, assess
from alerts.domain.tiers import Tier, tier_of
from alerts.services.rulebook import FILE, rulebook

FLAGS = ("SAFETY", "REGULATORY", "MEDIA", "VIP_PUBLIC", "ELDERLY", "FRAUD")
NUMBERS = {
    "people": st.integers(1, 40),
    "amount": st.integers(1, 200_000),
    "intensity": st.floats(1, 5),
    "trend": st.floats(-4, 4),
    "wait_seconds": st.integers(0, 2000),
    "transfers": st.integers(0, 9),
    "broken_promises": st.integers(1, 3),
    "repeats_7d": st.integers(1, 5),
    "repeats_30d": st.integers(1, 9),
    "platforms": st.integers(1, 4),
    "channel.REGULATOR": st.integers(1, 3),
    "channel.MEDIA": st.integers(1, 2),
    "signal.R18": st.just(1),
    "signal.R19": st.just(1),
    "signal.R20": st.just(1),
    "signal.R12": st.just(1),
}
measures = st.fixed_dictionaries({}, optional={k: v.map(Measure) for k, v in NUMBERS.items()})
flags = st.sets(st.sampled_from(FLAGS)).map(lambda found: dict.fromkeys(found, ()))
combos = st.sets(st.integers(1, 20)).map(
    lambda found: tuple(
        Combo(f"C{n:02}", 5 + n % 6, Tier(2 + n % 3) if n % 4 else None) for n in sorted(found)
    )
)
facts = st.builds(
    RiskFacts,
    category=st.sampled_from(["", "FEE02", "SAF01", "PRV01"]),
    category_points=st.integers(0, 25),
    category_flags=st.frozensets(st.sampled_from(FLAGS)),
    flags=flags,
    combos=combos,
    numbers=measures,
)

lawful = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verdict(**known: Any) -> Assessment:
    return assess(RiskFacts(**known), rulebook())


def number(**known: float) -> dict[str, Measure]:
    return {name.replace("__", "."): Measure(value) for name, value in known.items()}


@lawful
@given(facts)
def test_the_capped_sums_add_up_to_the_score(known):
    result = assess(known, rulebook())

    assert tuple(result.sums) == PARTS
    assert sum(result.sums.values()) == result.score
    assert 0 <= result.score <= 100
    assert all(result.sums[name] <= cap for name, cap in rulebook().caps.items())


@lawful
@given(facts)
def test_every_part_of_the_sum_is_explained_by_its_lines(known):
    result = assess(known, rulebook())

    for name, cap in rulebook().caps.items():
        lines = [part.points for part in result.parts if part.part == name]
        assert result.sums[name] == min(cap, sum(lines))
    assert all(part.points > 0 for part in result.parts)


@lawful
@given(facts, flags, combos, measures)
def test_more_evidence_never_lowers_score_or_tier(known, more_flags, more_combos, more):
    both = {code.code: code for code in (*more_combos, *known.combos)}
    grown = RiskFacts(
        known.category,
        known.category_points,
        known.category_flags,
        {**known.flags, **more_flags},
        tuple(both.values()),
        {
            name: max(
                (each[name] for each in (known.numbers, more) if name in each),
                key=lambda measure: measure.value,
            )
            for name in {**known.numbers, **more}
        },
    )

    before, after = assess(known, rulebook()), assess(grown, rulebook())

    assert after.score >= before.score
    assert after.tier >= before.tier


@lawful
@given(facts)
def test_the_tier_is_the_band_or_the_highest_floor(known):
    result = assess(known, rulebook())

    band = max(tier for tier, start in rulebook().bands.items() if result.score >= start)
    assert result.tier == max([band, *(floor.tier for floor in result.floors)])


def test_nothing_known_is_nothing_to_fear():
    assert verdict() == Assessment(0, Tier.NORMAL, (), (), dict.fromkeys(PARTS, 0), "2026.1")


def test_a_flag_that_the_category_brings_costs_nothing_extra():
    result = verdict(
        category="FEE02",
        category_points=10,
        category_flags=frozenset({"FRAUD"}),
        flags={"FRAUD": (), "REGULATORY": (Cite("REGULATORY", 7, 3, 8),)},
    )

    assert result.parts == (
        Part("content", "CATEGORY", 10),
        Part("content", "extra_flag.REGULATORY", 5, (Cite("REGULATORY", 7, 3, 8),)),
    )


def test_our_failures_count_two_each():
    known = number(wait_seconds=301, transfers=3, broken_promises=2, repeats_7d=2)

    assert [(p.code, p.points) for p in verdict(numbers=known).parts] == [
        ("WAIT", 2),
        ("TRANSFERS", 2),
        ("PROMISE", 2),
        ("REPEAT", 2),
    ]


@pytest.mark.parametrize(
    ("known", "floor", "tier"),
    [
        ({"numbers": number(channel__REGULATOR=1)}, "REGULATOR", Tier.SENSITIVE),
        ({"numbers": number(channel__REGULATOR=2)}, "REGULATOR_AGAIN", Tier.HIGH),
        ({"numbers": number(channel__MEDIA=1)}, "MEDIA_INQUIRY", Tier.HIGH),
        ({"numbers": number(people=5)}, "GROUP_5", Tier.SENSITIVE),
        ({"numbers": number(people=20)}, "GROUP_20", Tier.HIGH),
        ({"category": "PRV01", "numbers": number(people=2)}, "LEAK_OF_MANY", Tier.HIGH),
        ({"numbers": number(injury__SAF02=1)}, "INJURY", Tier.HIGH),
        ({"flags": {"VIP_PUBLIC": ()}}, "PUBLIC_VOICE", Tier.SENSITIVE),
        ({"flags": {"SELF_HARM": ()}}, "SELF_HARM", Tier.HIGH),
        ({"numbers": number(signal__R20=1)}, "MAINSTREAM", Tier.CRISIS),
        ({"numbers": number(signal__R18=1, signal__R19=1)}, "OUTBREAK", Tier.CRISIS),
        ({"combos": (Combo("C18", 10, Tier.CRISIS),)}, "combo.C18", Tier.CRISIS),
    ],
)
def test_each_floor_holds_the_tier_up(known, floor, tier):
    result = verdict(**known)

    assert result.floors == (Floor(floor, tier),)
    assert result.tier == tier


@pytest.mark.parametrize(
    ("score", "tier"), [(0, 1), (19, 1), (20, 2), (49, 2), (50, 3), (79, 3), (80, 4), (100, 4)]
)
def test_the_bands_begin_where_the_document_says(score, tier):
    assert tier_of(score, rulebook().bands) == tier


@pytest.mark.parametrize(
    "change",
    [
        {"caps": {"values": {"content": 30, "impact": 15, "emotion": 20, "spread": 25}}},
        {"bands": {"values": {"NORMAL": 0, "SENSITIVE": 50, "HIGH": 50, "CRISIS": 80}}},
        {"points": [{"code": "X", "part": "content", "source": "s"}]},
        {"points": [{"code": "X", "part": "luck", "source": "s", "per": 1, "fact": "people"}]},
        {"points": [{"code": "X", "part": "content", "source": "", "per": 1, "fact": "people"}]},
        {"floors": [{"code": "X", "tier": "HIGH", "all": [], "source": "s"}]},
    ],
)
def test_a_rule_file_that_is_wrong_is_refused(change):
    data = json.loads(FILE.read_text("utf-8")) | change

    with pytest.raises(RuleBookError):
        RuleBook.from_dict(data)
