"""What a rule can ask about one complaint. One pure function per kind of condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alerts.domain.facts import RiskFacts, joined
from alerts.domain.rulebook import MOST_CITES
from alerts.domain.rules import Held, condition
from alerts.domain.schema import Schema, code, codes, number, tier
from alerts.domain.tiers import Tier

OF_THE_WHOLE = frozenset({"SELF_HARM"})  # words raise it where a combination does; else the text


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint as rules see it: the facts, the tier in force, and its department's week."""

    facts: RiskFacts
    tier: Tier
    department_transfers: int = 0  # complaints with a regulator's transfer, 7 days
    heard: Tier | None = None  # the gravest that other rules say; None while they are asked


@condition(
    "combo", about=Case, schema=Schema({"codes": codes(default=None), "but": codes(default=())})
)
def combo(case: Case, given: Mapping[str, Any]) -> Held | None:
    """A combination of words that calls for a tier: one of `codes`, or any `but` these."""
    found = [
        each
        for each in case.facts.combos
        if each.tier
        and each.code not in given["but"]
        and (given["codes"] is None or each.code in given["codes"])
    ]
    if not found:
        return None
    cites = joined((each.cites for each in found), most=MOST_CITES)
    places = {cite.contact for cite in cites}
    worst = max(each.tier for each in found if each.tier)
    return Held("combo", {"codes": [c.code for c in found]}, len(places) or 1, worst, cites)


@condition("credible", about=Case, schema=Schema({"flags": codes()}))
def credible(case: Case, given: Mapping[str, Any]) -> Held | None:
    """A flag that a combination confirms, for a single word is no credible threat; or one that is
    told of a whole text only (OF_THE_WHOLE)."""
    wanted = set(given["flags"])
    found = [each for each in case.facts.combos if wanted & set(each.flags)]
    whole = wanted & OF_THE_WHOLE & case.facts.flags.keys()
    flags = sorted(whole | (wanted & {flag for each in found for flag in each.flags}))
    if not flags:
        return None
    told = [each.cites for each in found] + [case.facts.flags[flag] for flag in sorted(whole)]
    cites = joined(told, most=MOST_CITES)
    return Held("credible", {"flags": flags}, len({c.contact for c in cites}) or 1, None, cites)


@condition("repeat", about=Case, schema=Schema({"in_7_days": number(1), "in_30_days": number(1)}))
def repeat(case: Case, given: Mapping[str, Any]) -> Held | None:
    """The same person came about the same matter so often within 7 days, or within 30."""
    for days in (7, 30):
        measure = case.facts.numbers.get(f"repeats_{days}d")
        if measure and measure.value >= given[f"in_{days}_days"]:
            times = int(measure.value)
            return Held("repeat", {"times": times, "days": days}, times, None, measure.cites)
    return None


@condition(
    "channel",
    about=Case,
    schema=Schema(
        {
            "group": code(),
            "at_least": number(1, default=1),
            "department_high_from": number(1, default=None),
        }
    ),
)
def channel(case: Case, given: Mapping[str, Any]) -> Held | None:
    """It came through this group of channels; high risk when the department has many in a week."""
    measure = case.facts.numbers.get(f"channel.{given['group']}")
    if measure is None or measure.value < given["at_least"]:
        return None
    many = given["department_high_from"]
    worse = Tier.HIGH if many and case.department_transfers >= many else None
    seen = {"group": given["group"], "week": case.department_transfers}
    return Held("channel", seen, int(measure.value), worse, measure.cites)


@condition("tier", about=Case, schema=Schema({"at_least": tier()}))
def tier_at_least(case: Case, given: Mapping[str, Any]) -> Held | None:
    """The tier in force is this or worse."""
    if case.tier < Tier[given["at_least"]]:
        return None
    return Held("tier", {"tier": case.tier.name}, 1, case.tier)


@condition(
    "measure",
    about=Case,
    schema=Schema({"name": code(), "at_least": number(0), "high_from": number(0, default=None)}),
)
def measure(case: Case, given: Mapping[str, Any]) -> Held | None:
    """Any fact by its name: people, amount, wait_seconds, transfers, broken_here, flag.X …

    From `high_from` on it is high risk, whatever the rule says.
    """
    found = case.facts.measures().get(given["name"])
    if found is None or found.value < given["at_least"]:
        return None
    high = given["high_from"]
    worse = Tier.HIGH if high is not None and found.value >= high else None
    return Held("measure", {"name": given["name"], "value": found.value}, 1, worse, found.cites)


@condition("unheard", about=Case, schema=Schema({"at_least": tier()}), last=True)
def unheard(case: Case, given: Mapping[str, Any]) -> Held | None:
    """The tier in force is this or worse, and no other rule says anything as grave."""
    if case.heard is None or case.heard >= case.tier or case.tier < Tier[given["at_least"]]:
        return None
    return Held("unheard", {"tier": case.tier.name}, 1, case.tier)
