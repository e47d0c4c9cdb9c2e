"""Conditions of rules: what holds, what does not, what can't be stored."""

from collections.abc import Mapping

import pytest

from alerts.domain.catalogue import Firing, Held, RuleError, build_rule, firings
from alerts.domain.conditions import Case
from alerts.domain.facts import Cite, Combo, Measure, RiskFacts
from alerts.domain.surges import Series
from alerts.domain.tiers import Tier

CITE = Cite("MEDIA", 7, 3, 8)
THREAT = Combo("C01", 9, Tier.HIGH, ("MEDIA",), (CITE,))
SELF_HARM = Combo("C04", 10, Tier.HIGH, ("SELF_HARM",), (Cite("EXTREME_SELF", 7, 0, 4),))


def case(
    *combos: Combo,
    tier: Tier = Tier.NORMAL,
    week: int = 0,
    heard: Tier | None = None,
    flags: Mapping[str, tuple[Cite, ...]] | None = None,
    **numbers: float,
) -> Case:
    known = {name.replace("__", "."): Measure(value, (CITE,)) for name, value in numbers.items()}
    return Case(RiskFacts(combos=combos, flags=flags or {}, numbers=known), tier, week, heard)


def fires(condition: dict, facts: object) -> list[Firing]:
    return firings([build_rule("X", [condition], Tier.SENSITIVE)], facts)


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ({"kind": "combo"}, case(THREAT)),
        ({"kind": "combo", "codes": ["C01", "C02"]}, case(THREAT)),
        ({"kind": "credible", "flags": ["SELF_HARM"]}, case(SELF_HARM)),
        ({"kind": "credible", "flags": ["SELF_HARM"]}, case(flags={"SELF_HARM": (CITE,)})),
        ({"kind": "repeat", "in_7_days": 2, "in_30_days": 3}, case(repeats_7d=2)),
        ({"kind": "repeat", "in_7_days": 9, "in_30_days": 3}, case(repeats_7d=2, repeats_30d=3)),
        ({"kind": "channel", "group": "REGULATOR"}, case(channel__REGULATOR=1)),
        ({"kind": "tier", "at_least": "HIGH"}, case(tier=Tier.CRISIS)),
        ({"kind": "measure", "name": "people", "at_least": 5}, case(people=5)),
        ({"kind": "unheard", "at_least": "HIGH"}, case(tier=Tier.HIGH, heard=Tier.SENSITIVE)),
    ],
)
def test_a_condition_holds(condition, facts):
    assert [firing.code for firing in fires(condition, facts)] == ["X"]


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ({"kind": "combo"}, case(Combo("C14", 5))),
        ({"kind": "combo", "codes": ["C02"]}, case(THREAT)),
        ({"kind": "combo", "but": ["C04"]}, case(SELF_HARM)),
        ({"kind": "credible", "flags": ["SELF_HARM"]}, case(THREAT)),
        ({"kind": "credible", "flags": ["FRAUD"]}, case(flags={"FRAUD": (CITE,)})),
        ({"kind": "repeat", "in_7_days": 2, "in_30_days": 3}, case(repeats_30d=2)),
        ({"kind": "channel", "group": "REGULATOR", "at_least": 2}, case(channel__REGULATOR=1)),
        ({"kind": "channel", "group": "MEDIA"}, case(channel__REGULATOR=1)),
        ({"kind": "tier", "at_least": "CRISIS"}, case(tier=Tier.HIGH)),
        ({"kind": "measure", "name": "people", "at_least": 5}, case(people=4)),
        ({"kind": "measure", "name": "people", "at_least": 5}, case()),
        ({"kind": "unheard", "at_least": "HIGH"}, case(tier=Tier.HIGH)),
        ({"kind": "unheard", "at_least": "HIGH"}, case(tier=Tier.HIGH, heard=Tier.HIGH)),
        ({"kind": "unheard", "at_least": "HIGH"}, case(tier=Tier.SENSITIVE, heard=Tier.NORMAL)),
        ({"kind": "combo"}, Series("FEE02", "", None, 9, 1)),
    ],
)
def test_a_condition_does_not_hold(condition, facts):
    assert fires(condition, facts) == []


def test_a_firing_carries_what_made_it_fire_and_the_worst_severity():
    assert fires({"kind": "combo"}, case(THREAT)) == [
        Firing("X", Tier.HIGH, (Held("combo", {"codes": ["C01"]}, 1, Tier.HIGH, (CITE,)),))
    ]


def test_three_transfers_to_a_department_in_a_week_are_high_risk():
    condition = {"kind": "channel", "group": "REGULATOR", "department_high_from": 3}

    one, third = (fires(condition, case(channel__REGULATOR=1, week=week)) for week in (2, 3))

    assert [one[0].severity, third[0].severity] == [Tier.SENSITIVE, Tier.HIGH]


@pytest.mark.parametrize(("people", "severity"), [(19, Tier.SENSITIVE), (20, Tier.HIGH)])
def test_a_measure_can_be_grave_from_a_number_on(people, severity):
    condition = {"kind": "measure", "name": "people", "at_least": 5, "high_from": 20}

    assert fires(condition, case(people=people))[0].severity == severity


def test_all_conditions_must_hold():
    conditions = [{"kind": "combo"}, {"kind": "tier", "at_least": "HIGH"}]
    rule = build_rule("X", conditions, Tier.SENSITIVE)

    assert firings([rule], case(THREAT, tier=Tier.NORMAL)) == []
    assert len(firings([rule], case(THREAT, tier=Tier.HIGH))) == 1


def test_a_rule_without_conditions_never_fires():
    assert firings([build_rule("X", [])], case(THREAT, tier=Tier.CRISIS)) == []


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"kind": "combo"}, "must be a list"),
        ([["combo"]], "Condition 1 needs a kind"),
        ([{"kind": "moon"}], "moon is not one of"),
        ([{"kind": "combo", "colour": 1}], "colour is not known here"),
        ([{"kind": "combo", "codes": []}], "codes must be a list of codes"),
        ([{"kind": "repeat", "in_7_days": 2}], "in_30_days is missing"),
        ([{"kind": "repeat", "in_7_days": "2", "in_30_days": 3}], "must be a number from 1"),
        ([{"kind": "tier", "at_least": "RED"}], "must be one of NORMAL, SENSITIVE, HIGH, CRISIS"),
        ([{"kind": "combo"}, {"kind": "new_cluster", "at_least": 5}], "ask about the same thing"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_reason(conditions, words):
    with pytest.raises(RuleError, match=words):
        build_rule("X", conditions)
