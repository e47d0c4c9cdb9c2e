"""How dangerous is it: points that add up in front of the reader, and floors below the tier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alerts.domain.facts import Cites, Measure, RiskFacts
from alerts.domain.rulebook import MOST_CITES, FloorRule, PointRule, RuleBook
from alerts.domain.tiers import Tier, tier_of


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the sum: so many points for this, seen there."""

    part: str
    code: str
    points: int
    cites: Cites = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "code": self.code,
            "points": self.points,
            "evidence": [cite.as_dict() for cite in self.cites],
        }


@dataclass(frozen=True, slots=True)
class Floor:
    """A reason why the tier is at least this, whatever the points say."""

    code: str
    tier: Tier
    cites: Cites = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "tier": int(self.tier),
            "evidence": [cite.as_dict() for cite in self.cites],
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict with all that led to it. `sums` are the capped sums; they add up to `score`."""

    score: int
    tier: Tier
    parts: tuple[Part, ...]
    floors: tuple[Floor, ...]
    sums: Mapping[str, int]
    version: str


def assess(facts: RiskFacts, book: RuleBook) -> Assessment:
    """Judge a complaint by the rules of one version.

    The score is the sum of five parts, each capped (domain model 3.2); the tier is the band of
    the score or the highest floor that applies. What is not known adds nothing.
    """
    measures = facts.measures()
    parts = tuple(line for rule in book.points for line in _lines(rule, measures))
    floors = (*_floors(book.floors, measures), *_combo_floors(facts))
    sums = capped(parts, book.caps)
    score = sum(sums.values())
    tier = max([tier_of(score, book.bands), *(floor.tier for floor in floors)])
    return Assessment(score, tier, parts, floors, sums, book.version)


def capped(parts: tuple[Part, ...], caps: Mapping[str, int]) -> dict[str, int]:
    """The points of each part, cut at its cap."""
    return {
        name: min(cap, sum(line.points for line in parts if line.part == name))
        for name, cap in caps.items()
    }


def _lines(rule: PointRule, measures: Mapping[str, Measure]) -> Iterator[Part]:
    if rule.question is not None:
        cites = rule.question.answer(measures)
        if cites is not None:
            yield Part(rule.part, rule.code, rule.points, cites)
        return
    names = sorted(n for n in measures if n.startswith(rule.each)) if rule.each else [rule.fact]
    for name in names:
        measure = measures.get(name)
        points = round(rule.per * measure.value) if measure else 0
        if measure and points:
            code = name if rule.each else rule.code
            yield Part(rule.part, code, points, measure.cites[:MOST_CITES])


def _floors(rules: tuple[FloorRule, ...], measures: Mapping[str, Measure]) -> Iterator[Floor]:
    for rule in rules:
        cites = rule.question.answer(measures)
        if cites is not None:
            yield Floor(rule.code, rule.tier, cites)


def _combo_floors(facts: RiskFacts) -> Iterator[Floor]:
    """A combination of words carries its own floor (domain model 4.3)."""
    for combo in facts.combos:
        if combo.tier is not None:
            yield Floor(f"combo.{combo.code}", combo.tier, combo.cites[:MOST_CITES])
