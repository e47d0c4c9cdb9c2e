"""Points, caps, bands and floors as they stand in the rule file, checked when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alerts.domain.facts import Cites, Measure, joined
from alerts.domain.tiers import Tier

PARTS = ("content", "impact", "emotion", "spread", "context")
MOST_CITES = 8  # per line: enough to explain it, and a bound for floods


class RuleBookError(ValueError):
    """The rule file can't be used; the message names the rule."""


@dataclass(frozen=True, slots=True)
class Test:
    """Holds when a measure is known and lies in [at_least, below)."""

    fact: str
    at_least: float = 1
    below: float = float("inf")

    def holds(self, measures: Mapping[str, Measure]) -> bool:
        measure = measures.get(self.fact)
        return measure is not None and self.at_least <= measure.value < self.below


@dataclass(frozen=True, slots=True)
class Question:
    """All tests must hold, or any one of them."""

    tests: tuple[Test, ...]
    any_of: bool = False

    def answer(self, measures: Mapping[str, Measure]) -> Cites | None:
        """The places that make it hold; None when it does not."""
        held = [test for test in self.tests if test.holds(measures)]
        if len(held) < (1 if self.any_of else len(self.tests)):
            return None
        return joined((measures[test.fact].cites for test in held), most=MOST_CITES)


@dataclass(frozen=True, slots=True)
class PointRule:
    """So many points for one part: fixed when the question holds, or `per` unit of a measure.

    With `each` the rule is applied to every measure whose name begins with that prefix.
    """

    code: str
    part: str
    source: str
    points: int = 0
    question: Question | None = None
    per: float = 0
    fact: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class FloorRule:
    """The tier is at least this when the question holds."""

    code: str
    tier: Tier
    question: Question
    source: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version of all of it."""

    version: str
    bands: Mapping[Tier, int]
    caps: Mapping[str, int]
    points: tuple[PointRule, ...]
    floors: tuple[FloorRule, ...]
    ack_minutes: Mapping[Tier, int]
    settings: Mapping[str, Any]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RuleBook":
        """Build from the plain data of the rule file. Raises RuleBookError."""
        book = cls(
            version=data["version"],
            bands=_tiers(data["bands"]["values"]),
            caps=data["caps"]["values"],
            points=tuple(_point_rule(row) for row in data["points"]),
            floors=tuple(_floor_rule(row) for row in data["floors"]),
            ack_minutes=_tiers(data["ack_minutes"]["values"]),
            settings=data["settings"],
        )
        book._check()
        return book

    def _check(self) -> None:
        if tuple(self.caps) != PARTS or sum(self.caps.values()) != 100:
            raise RuleBookError(f"caps must name {', '.join(PARTS)} and add up to 100")
        starts = [self.bands.get(tier, -1) for tier in Tier]
        if starts[0] != 0 or starts != sorted(set(starts)):
            raise RuleBookError("bands must rise from 0")


def _tiers(values: Mapping[str, int]) -> dict[Tier, int]:
    return {Tier[name]: value for name, value in values.items()}


def _point_rule(row: Mapping[str, Any]) -> PointRule:
    rule = PointRule(
        code=row["code"],
        part=row["part"],
        source=row["source"],
        points=row.get("points", 0),
        question=_question(row) if {"any", "all"} & set(row) else None,
        per=row.get("per", 0),
        fact=row.get("fact", ""),
        each=row.get("each", ""),
    )
    known = rule.part in PARTS and rule.source
    shaped = bool(rule.question and rule.points) or bool(rule.per and (rule.fact or rule.each))
    if not known or not shaped or rule.points < 0 or rule.per < 0:
        raise RuleBookError(f"point rule {rule.code}")
    return rule


def _floor_rule(row: Mapping[str, Any]) -> FloorRule:
    if row["tier"] not in Tier.__members__ or not row.get("source"):
        raise RuleBookError(f"floor {row['code']}")
    return FloorRule(row["code"], Tier[row["tier"]], _question(row), row["source"])


def _question(row: Mapping[str, Any]) -> Question:
    tests = tuple(Test(**test) for test in row.get("any") or row.get("all") or ())
    if not tests:
        raise RuleBookError(f"{row['code']} asks nothing")
    return Question(tests, any_of="any" in row)
