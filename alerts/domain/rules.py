"""Alert rules: conditions as data, checked when built, with the reasons when they fire."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alerts.domain.facts import Cites
from alerts.domain.schema import Schema, SchemaError
from alerts.domain.tiers import Tier


class RuleError(ValueError):
    """The stored conditions do not make a rule; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Held:
    """One condition that held: what was seen, how often, where, and how bad it is by itself."""

    kind: str
    seen: Mapping[str, Any]
    times: int = 1
    tier: Tier | None = None
    cites: Cites = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of condition: what it asks about, the schema of its parameters, its function."""

    name: str
    about: type
    schema: Schema
    holds: Callable[[Any, Mapping[str, Any]], Held | None]
    last: bool = False  # asked after all others, and told what they said


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue, ready to be asked."""

    code: str
    severity: Tier
    conditions: tuple[tuple[Kind, Mapping[str, Any]], ...] = field(default=())

    @property
    def about(self) -> type | None:
        """The kind of facts it asks about; None for a rule that never fires."""
        return self.conditions[0][0].about if self.conditions else None

    @property
    def comes_last(self) -> bool:
        """Whether it only fills what the other rules leave."""
        return any(kind.last for kind, _ in self.conditions)


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired, with the conditions that made it fire."""

    code: str
    severity: Tier
    held: tuple[Held, ...]


kinds: dict[str, Kind] = {}


def condition(name: str, *, about: type, schema: Schema, last: bool = False) -> Callable:
    """Register a pure function `(facts, parameters) -> Held | None` as a kind of condition."""

    def register(holds: Callable[[Any, Mapping[str, Any]], Held | None]) -> Callable:
        kinds[name] = Kind(name, about, schema, holds, last)
        return holds

    return register


def build_rule(code: str, conditions: Any, severity: int = Tier.NORMAL) -> Rule:
    """Build a rule from its stored conditions, a list of {"kind": …, parameters}.

    An empty list is a rule that never fires. Raises RuleError.
    """
    if not isinstance(conditions, list):
        raise RuleError("Conditions must be a list.")
    built = tuple(_build(number, each) for number, each in enumerate(conditions, 1))
    if len({kind.about for kind, _ in built}) > 1:
        raise RuleError("The conditions of one rule must all ask about the same thing.")
    return Rule(code, Tier(severity), built)


def _build(number: int, data: Any) -> tuple[Kind, Mapping[str, Any]]:
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise RuleError(f"Condition {number} needs a kind.")
    kind = kinds.get(data["kind"])
    if kind is None:
        known = ", ".join(sorted(kinds))
        raise RuleError(f"Condition {number}: {data['kind']} is not one of {known}.")
    given = {name: value for name, value in data.items() if name != "kind"}
    try:
        return kind, kind.schema.checked(given)
    except SchemaError as error:
        raise RuleError(f"Condition {number} ({kind.name}): {error}") from error


def firings(rules: Iterable[Rule], facts: Any) -> list[Firing]:
    """The rules that fire on these facts; rules about something else are passed over.

    All conditions must hold. The severity is the rule's own or the worst a condition brings.
    """
    fired = []
    for rule in rules:
        if rule.about is not type(facts):
            continue
        held = _all_held(rule, facts)
        if held:
            tiers = [one.tier for one in held if one.tier is not None]
            fired.append(Firing(rule.code, max([rule.severity, *tiers]), held))
    return fired


def _all_held(rule: Rule, facts: Any) -> tuple[Held, ...]:
    held: Sequence[Held | None] = [kind.holds(facts, given) for kind, given in rule.conditions]
    return tuple(one for one in held if one) if all(held) else ()
